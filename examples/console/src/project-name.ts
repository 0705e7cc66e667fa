/** The last part of a project's folder: what people call it. */
export function projectName(path: string | null): string {
  return path?.split(/[\\/]+/).findLast((part) => part !== '') ?? path ?? '';
}
