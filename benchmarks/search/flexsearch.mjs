import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Index } from 'flexsearch';

const create = () => new Index({ tokenize: 'forward' });
const files = (folder) => join(folder, 'flexsearch');

/** FlexSearch, all words required, every word as a prefix: its tokenizer `forward`. */
export default {
  build(documents) {
    const index = create();
    for (const { id, content } of documents) index.add(id, content);
    return index;
  },
  async save(index, folder) {
    await mkdir(files(folder), { recursive: true });
    await index.export((key, data) => writeFile(join(files(folder), key), data ?? ''));
  },
  async open(folder) {
    const index = create();
    for (const key of await readdir(files(folder))) {
      await index.import(key, await readFile(join(files(folder), key), 'utf8'));
    }
    return index;
  },
  search: (index, text) => index.search(text, { limit: 20 }),
};
