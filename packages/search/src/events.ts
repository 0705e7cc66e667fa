/** What a `SearchDb` announces, after the fact. */
export interface SearchDbEvents {
  /** Documents were added or replaced, and are found from now on. */
  readonly indexed: { readonly collection: string; readonly count: number };
  /** Documents were removed. */
  readonly removed: { readonly collection: string; readonly count: number };
}
