import { FIFTH } from './fifth-list.js';
import { FIRST } from './first-list.js';
import { FOURTH } from './fourth-list.js';
import { SECOND } from './second-list.js';
import { SEVENTH } from './seventh-list.js';
import { SIXTH } from './sixth-list.js';
import { THIRD } from './third-list.js';

export type { LabelledError } from './labelled-error.js';

/** Seven lists. Each was labelled by the rules of the corpus before the classifier was tried on it. */
export const LISTS = {
  first: FIRST,
  second: SECOND,
  third: THIRD,
  fourth: FOURTH,
  fifth: FIFTH,
  sixth: SIXTH,
  seventh: SEVENTH,
};
