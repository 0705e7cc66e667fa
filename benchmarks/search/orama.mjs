import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, insertMultiple, load, save, search } from '@orama/orama';

const schema = { content: 'string' };
const file = (folder) => join(folder, 'orama.json');

/** Orama, all words required; it takes every word as a prefix. */
export default {
  async build(documents) {
    const index = create({ schema });
    await insertMultiple(
      index,
      documents.map(({ id, content }) => ({ id, content })),
      1_000,
    );
    return index;
  },
  save: (index, folder) => writeFile(file(folder), JSON.stringify(save(index))),
  async open(folder) {
    const index = create({ schema });
    load(index, JSON.parse(await readFile(file(folder), 'utf8')));
    return index;
  },
  async search(index, term) {
    const { hits } = await search(index, { term, threshold: 0, limit: 20 });
    return hits.map(({ id }) => id);
  },
};
