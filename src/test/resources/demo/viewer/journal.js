// What was asked of the service, the latest first.

const MOST = 200;

/** A fetch that writes down what it is asked for and what is answered. */
export function journal(list) {
  return async (url, init = {}) => {
    const began = performance.now();
    try {
      const response = await fetch(url, init);
      const took = `${Math.round(performance.now() - began)} ms`;
      write(list, init, url, response.status, [range(init, response), took], response.ok);
      return response;
    } catch (error) {
      if (error.name !== 'AbortError') {
        write(list, init, url, '–', [error.message], false);
      }
      throw error;
    }
  };
}

function write(list, init, url, status, notes, good) {
  const path = url.replace(/([0-9a-f]{8})-[0-9a-f-]{27}/, '$1…').replace(/(token=.{6}).*/, '$1…');
  const entry = document.createElement('li');
  entry.append(
    part('method', init.method ?? 'GET'),
    part('path', path),
    part(good ? 'status good' : 'status bad', status),
    part('note', notes.filter(Boolean).join(' · ')),
  );
  list.prepend(entry);
  while (list.childElementCount > MOST) {
    list.lastElementChild.remove();
  }
}

function part(className, text) {
  return Object.assign(document.createElement('span'), { className, textContent: text });
}

function range(init, response) {
  const asked = new Headers(init.headers).get('Range');
  return asked && (response.headers.get('Content-Range') ?? asked);
}
