import type { PostgresTransaction } from '@keelson/internal-postgres/transaction';
import type { AdapterGroup, AdapterHit, AdapterQuery, Place } from '../adapter.js';
import { collapse } from '../collapse.js';
import { toHit } from '../hit.js';
import { recencyFactor, saturation } from '../ranking.js';
import { Turns } from '../turns.js';
import { type Candidate, readCandidates, type Way } from './candidates.js';
import type { DocumentsTable, Row } from './documents-table.js';
import { filterConditions } from './filter-conditions.js';
import { matchCondition } from './match-condition.js';
import { Parameters } from './parameters.js';
import { type Sample, takeSample } from './sample.js';
import type { TimeLimit } from './time-limit.js';
import { type ScoringTerm, scoringTerms } from './tsquery.js';

/** Looking a match up and sorting it takes about as long as walking past so many documents. */
const LOOK_UP_COST = 4;
/** How many more documents than expected are walked through. */
const RESERVE = 1.5;
/** UTF-16 units of a text that are read for its excerpt, a little more than it looks at. */
const READ = 202_000;

/** What was found in one collection. */
export interface Found {
  readonly group: AdapterGroup;
  /** Whether a better hit may be missing. */
  readonly partial: boolean;
}

interface Ranked extends Place, Pick<Candidate, 'id' | 'value'> {
  readonly score: number;
  readonly more: number;
}

/** One query in one collection, in a transaction that reads one snapshot. */
export class CollectionSearch {
  readonly #inside: PostgresTransaction;
  readonly #table: DocumentsTable;
  readonly #query: AdapterQuery;
  /** How many matches are ranked. */
  readonly #candidates: number;
  readonly #terms: readonly ScoringTerm[];

  constructor(inside: PostgresTransaction, table: DocumentsTable, query: AdapterQuery, candidates: number) {
    this.#inside = inside;
    this.#table = table;
    this.#query = query;
    this.#candidates = candidates;
    this.#terms = scoringTerms(query.query.required.flatMap(({ anyOf }) => anyOf));
  }

  /** Ranks the newest matches. */
  async ranked(limit: TimeLimit): Promise<Found> {
    await limit.renew();
    const { query } = this.#query;
    if (matchCondition(this.#table, query, new Parameters()) === null) return this.#found([], null, false);
    if (query.required.length === 0) {
      // By time is how they are ranked, so the newest are the best.
      const newest = await this.#read({ name: 'walk', window: null });
      return { ...(await this.#found(newest, null, false)), partial: false };
    }
    const sample = await this.#sample();
    if (sample.isWhole && sample.share === 0) return this.#found([], sample, false);
    // Frequent matches are many to look up, and near to walk to.
    const matches = sample.share * sample.documents;
    const walk = this.#limit / sample.share;
    if (matches >= this.#limit && walk < LOOK_UP_COST * matches) {
      const newest = await this.#read({ name: 'walk', window: Math.ceil(RESERVE * walk) });
      if (newest.length === this.#limit) return this.#found(newest, sample, false);
    }
    await limit.renew();
    return this.#found(await this.#read({ name: 'lookUp' }), sample, false);
  }

  /** Ranks what matches among the newest documents, however little that is. */
  async newest(): Promise<Found> {
    const found = await this.#read({ name: 'walk', window: this.#candidates });
    return this.#found(found, null, true);
  }

  /** More than are ranked or counted, to know whether there are more. */
  get #limit(): number {
    return Math.max(this.#candidates, this.#query.maxCount) + 1;
  }

  #read(way: Way): Promise<readonly Candidate[]> {
    const wanted = { table: this.#table, query: this.#query, terms: this.#terms, limit: this.#limit };
    return readCandidates(this.#inside, wanted, way);
  }

  #sample(): Promise<Sample> {
    const { tenant, query, filters } = this.#query;
    return takeSample(this.#inside, this.#table, tenant, this.#terms, (parameters) =>
      [
        ...filterConditions(this.#table, filters, parameters),
        matchCondition(this.#table, query, parameters) ?? 'false',
      ].join(' AND '),
    );
  }

  /** @param isCut Whether there may be more matches than these. */
  async #found(matches: readonly Candidate[], sample: Sample | null, isCut: boolean): Promise<Found> {
    const { maxCount } = this.#query;
    return {
      group: {
        collection: this.#table.collection.name,
        hits: await this.#hits(this.#rank(matches, sample)),
        count: Math.min(matches.length, maxCount),
        exact: !isCut && matches.length <= maxCount,
      },
      partial: isCut || matches.length > this.#candidates,
    };
  }

  #rank(matches: readonly Candidate[], sample: Sample | null): readonly Ranked[] {
    const { recency, limit } = this.#query;
    const newest = [...matches].sort(newestFirst).slice(0, this.#candidates);
    const averageLength =
      sample?.averageLength ?? newest.reduce((sum, { length }) => sum + length, 0) / newest.length;
    const ranked = newest
      .map(({ id, timestamp, row, value, length, frequencies }) => {
        const relativeLength = averageLength > 0 ? length / averageLength : 0;
        const relevance = frequencies.reduce(
          (sum, frequency, term) =>
            sum + (sample?.weights[term] ?? 1) * saturation(frequency, relativeLength),
          0,
        );
        const base = this.#terms.length === 0 ? 1 : relevance;
        return { id, timestamp, row, value, score: base * recencyFactor(timestamp, recency), more: 0 };
      })
      .sort((a, b) => b.score - a.score || newestFirst(a, b));
    return collapse(ranked, ({ value }) => value).slice(0, limit);
  }

  /** Reads what a result shows, which is little of what was ranked. */
  async #hits(ranked: readonly Ranked[]): Promise<readonly AdapterHit[]> {
    if (ranked.length === 0) return [];
    const columns = this.#table.collection.fields.map((field) => {
      const column = this.#table.column(field);
      return field.type === 'text' ? `left(d.${column}, ${READ}) AS ${column}` : `d.${column}`;
    });
    const { rows } = await this.#inside.query<Row>(
      `SELECT d.id, ${columns.join(', ')} FROM ${this.#table.name} d
       WHERE d._tenant = $1::text AND d.id = ANY ($2::text[])`,
      [this.#query.tenant, ranked.map(({ id }) => id)],
    );
    const documents = new Map(rows.map((row) => [row['id'], row]));
    const turns = new Turns();
    const hits: AdapterHit[] = [];
    for (const { id, score, more } of ranked) {
      const row = documents.get(id);
      if (row === undefined) continue;
      hits.push(toHit(this.#table.collection, this.#table.toDocument(row), score, this.#query.query, more));
      if (turns.isOver) await turns.next();
    }
    return hits;
  }
}

function newestFirst(a: Place, b: Place): number {
  return b.timestamp - a.timestamp || b.row - a.row;
}
