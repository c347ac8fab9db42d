// Uploads a file with the public client of tus. Arguments: address of the uploads, key, file. SEDX_TUS_CLIENT names the folder of tus-js-client.
import { createRequire } from 'node:module';
import { createReadStream } from 'node:fs';

const tus = createRequire(import.meta.url)(process.env.SEDX_TUS_CLIENT);
const [endpoint, key, file] = process.argv.slice(2);
let retries = 0;
const upload = new tus.Upload(createReadStream(file), {
  endpoint,
  headers: { Authorization: `Bearer ${key}` },
  metadata: { filename: 'package.zip', filetype: 'application/zip' },
  retryDelays: Array(100).fill(200),
  onShouldRetry: () => { retries++; return true; },
  onError: (error) => { console.error(String(error)); process.exit(1); },
  onSuccess: () => console.log(JSON.stringify({ url: upload.url, retries })),
});
upload.start();
