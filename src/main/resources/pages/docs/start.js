const dark = window.matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** Swagger UI gives its select elements no accessible names. Screen readers need them. */
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
    deepLinking: true,
    syntaxHighlight: { theme: 'monokai' },
    validatorUrl: null, // otherwise the page would load a badge from another host
  });
});
