// The demo's viewer: one caller looks at one dataset, by tokens that are renewed while it looks.

import { DownloadTokenError, downloadTokens } from '../client/download-token.js';
import { callerChoice, datasetChoice } from './choices.js';
import { cogSource } from './cog-source.js';
import { journal } from './journal.js';
import { tokenPanel } from './token-panel.js';

const REASONS = {
  401: 'A session that does not hold is refused; its caller is not taken for an anonymous one instead.',
  403: 'This credential mints nothing.',
  404: 'A dataset that is hidden and one that is missing get the same bytes, so nobody learns which ids exist.',
  429: 'Each caller may ask for so many tokens a minute.',
  503: 'The catalog cannot answer, and without it nobody gets a token.',
};

const element = id => document.getElementById(id);
const { api, callers, datasets } = await (await fetch('viewer/catalog.json')).json();
const ask = journal(element('requests'));
const token = tokenPanel(element('token'), element('no-token'));
const map = new ol.Map({
  target: 'map',
  view: new ol.View({ center: [1500000, 6300000], resolution: 10000, constrainResolution: false }),
  controls: ol.control.defaults.defaults({ attributionOptions: { collapsible: false } }).extend([new ol.control.ScaleLine()]),
});

let caller = callers[0];
let dataset = datasets[0];
let downloads;
let looking = new AbortController();

callerChoice(element('callers'), callers, chosen => {
  caller = chosen;
  look();
});
datasetChoice(element('datasets'), datasets, chosen => {
  dataset = chosen;
  look();
});
element('save').addEventListener('click', () => attempt(save));
element('misuse').addEventListener('click', () => attempt(misuse));
look();

/** Looks anew: what another caller was shown is gone, and so are its tokens. */
function look() {
  looking.abort();
  looking = new AbortController();
  const { signal } = looking;
  const headers = caller.session ? { Authorization: `Bearer ${caller.session}` } : {};
  downloads = downloadTokens({ base: api, headers, signal, fetch: ask });
  map.setLayers([]);
  token.clear();
  element('refusal').hidden = true;
  element('save').disabled = true;
  element('misuse').disabled = !caller.session;
  say(`${caller.name} asks for “${dataset.title}” …`);
  attempt(async () => {
    await downloads.url(dataset.id); // refused here, before the file is asked for
    attempt(() => downloads.watch(dataset.id, token.show), refuse);
    const { source, extent } = await cogSource(({ headers }) => downloads.fetch(dataset.id, { headers }));
    if (!signal.aborted) {
      map.setLayers([new ol.layer.Tile({ source })]);
      map.getView().fit(extent, { padding: [24, 24, 24, 24] });
      element('save').disabled = false;
      say(`${caller.name} may read “${dataset.title}”.`);
    }
  }, refuse);
}

/** Tells how something has failed, unless somebody looks at something else by now. */
async function attempt(something, told = error => say(error.message, true)) {
  const { signal } = looking;
  try {
    await something(signal);
  } catch (error) {
    if (!signal.aborted) {
      told(error);
    }
  }
}

/** Ends the look: there is nothing to see, and no further token is asked for. */
function refuse(error) {
  looking.abort();
  looking = new AbortController();
  const refused = error instanceof DownloadTokenError;
  const box = element('refusal');
  box.querySelector('.status').textContent = refused ? `Refused: ${error.status}` : 'The map cannot be shown';
  box.querySelector('.detail').textContent = error.message;
  box.querySelector('.reason').textContent = (refused && REASONS[error.status]) || '';
  box.hidden = false;
  map.setLayers([]);
  token.clear();
  element('save').disabled = true;
  say(refused ? `${caller.name} gets no token for “${dataset.title}”.` : `“${dataset.title}” cannot be shown.`, true);
}

async function save() {
  const link = document.createElement('a');
  link.href = await downloads.url(dataset.id);
  link.download = '';
  link.click();
}

/** What the service is there to prevent; a session opens no download by its URL. */
async function misuse(signal) {
  const response = await ask(`${api}/datasets/${dataset.id}/download/cog?token=${caller.session}`);
  const { detail } = await response.json();
  if (!signal.aborted) {
    say(`A session in the URL: ${response.status}. ${detail}`, true);
  }
}

function say(text, refused = false) {
  element('outcome').textContent = text;
  element('outcome').classList.toggle('refused', refused);
}
