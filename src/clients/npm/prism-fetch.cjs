// Node loads this file before Prism. It corrects how Prism reads the responses of the service:
// - Prism follows redirects and returns the last response (stoplightio/prism issue 1977).
// - Prism fails to parse the missing body of a response to HEAD as JSON (issue 1361 was fixed for 204 only).
const { realpathSync } = require('node:fs');
const { createRequire } = require('node:module');

const nodeFetch = createRequire(realpathSync(process.argv[1]))('node-fetch');
const fetch = nodeFetch.default;

nodeFetch.default = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  if (options.method.toUpperCase() === 'HEAD') {
    response.json = response.text;
  }
  return response;
};
