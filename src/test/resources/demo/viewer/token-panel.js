// The claims of a token, and how long it lives.

export function tokenPanel(panel, none) {
  const bar = panel.querySelector('progress');
  const left = panel.querySelector('.left');
  const claims = panel.querySelector('dl');
  let current;

  setInterval(() => current && tick(), 250);

  function tick() {
    const seconds = Math.max(0, current.expires - Date.now()) / 1000;
    bar.value = seconds / current.life;
    left.textContent = seconds > 0 ? `${Math.ceil(seconds)} s left` : 'ended';
  }

  return {
    show({ token, expires }) {
      const said = decoded(token);
      current = { expires, life: said.exp - said.iat };
      claims.replaceChildren(...Object.entries(said).flatMap(([name, value]) => [term(name), definition(name, value)]));
      panel.hidden = false;
      none.hidden = true;
      tick();
    },
    clear() {
      current = undefined;
      panel.hidden = true;
      none.hidden = false;
    },
  };
}

/** The claims, unverified: they are shown, and decide nothing here. */
function decoded(token) {
  const base64 = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

function term(name) {
  return Object.assign(document.createElement('dt'), { textContent: name });
}

function definition(name, value) {
  const time = name === 'iat' || name === 'exp';
  const text = time ? `${value} (${new Date(value * 1000).toLocaleTimeString()})` : String(value);
  return Object.assign(document.createElement('dd'), { textContent: text });
}
