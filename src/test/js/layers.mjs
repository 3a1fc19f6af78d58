// Asks a running service for the tokens of some layers at once; prints the number of requests and the outcomes.

import { downloadTokens } from './service.mjs';

const [base, ...datasetIds] = process.argv.slice(2);
let requests = 0;
const downloads = downloadTokens({ base, fetch: (...request) => fetch(...request, requests++) });
const layers = await Promise.allSettled(datasetIds.map(datasetId => downloads.url(datasetId)));
console.log(`${requests} request, ${layers.map(({ reason }) => reason?.status ?? 200).join(' ')}`);
