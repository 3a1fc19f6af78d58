// Asks a running service for one dataset a thousand times at once, and downloads a range of it; prints what came of it.

import { DATASET, downloadTokens } from './service.mjs';

const downloads = downloadTokens({ base: process.argv[2] });
const urls = await Promise.all(Array.from({ length: 1000 }, () => downloads.url(DATASET)));
const response = await downloads.fetch(DATASET, { headers: { Range: 'bytes=0-3' } });
console.log(`${new Set(urls).size} URL, ${response.status}, ${(await response.arrayBuffer()).byteLength} bytes`);
