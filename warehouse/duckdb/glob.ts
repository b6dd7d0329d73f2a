/** A path in which the engine's readers see no pattern. */
export const globLiteral = (path: string): string => path.replace(/[[*?]/g, '[$&]')
