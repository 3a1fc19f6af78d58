const dark = window.matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** Swagger UI leaves its choices without names for those who cannot see what stands beside them. */
function nameChoices() {
  for (const choice of document.querySelectorAll('select:not([aria-label])')) {
    choice.setAttribute('aria-label', choice.id === 'servers' ? 'Server' : 'Example');
  }
}

window.addEventListener('DOMContentLoaded', () => {
  new MutationObserver(nameChoices).observe(document.body, { childList: true, subtree: true });
  window.SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#docs',
    syntaxHighlight: { theme: 'monokai' },
    validatorUrl: null, // else a badge is asked of another host
  });
});
