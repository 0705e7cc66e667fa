import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MiniSearch from 'minisearch';

const options = { fields: ['content'] };
const file = (folder) => join(folder, 'minisearch.json');

/** MiniSearch, all words required, the last one as a prefix. */
export default {
  build(documents) {
    const index = new MiniSearch(options);
    index.addAll(documents);
    return index;
  },
  save: (index, folder) => writeFile(file(folder), JSON.stringify(index)),
  open: async (folder) => MiniSearch.loadJSON(await readFile(file(folder), 'utf8'), options),
  search: (index, text) =>
    index
      .search(text, { combineWith: 'AND', prefix: (_term, at, terms) => at === terms.length - 1 })
      .slice(0, 20)
      .map(({ id }) => id),
};
