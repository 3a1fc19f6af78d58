// Saves a dataset of a running service to a file; prints the number of bytes.

import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { downloadTokens } from './service.mjs';

const [base, datasetId, file] = process.argv.slice(2);
console.log(await downloadTokens({ base }).save(datasetId, Writable.toWeb(createWriteStream(file))));
