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

/**
 * Swagger UI puts a link into the button of each operation. Screen readers cannot reach it there. It is not needed: the button
 * changes the address of the page.
 */
function unlinkButtons() {
  for (const link of document.querySelectorAll('button a[href]')) {
    link.removeAttribute('href');
  }
}

window.addEventListener('DOMContentLoaded', () => {
  new MutationObserver(() => {
    nameChoices();
    unlinkButtons();
  }).observe(document.body, { childList: true, subtree: true });
  window.SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    syntaxHighlight: { theme: 'monokai' },
    validatorUrl: null, // otherwise the page would load a badge from another host
  });
});
