import type { CaseRows, Row } from './rows.ts'

/** One value that came out otherwise. What is not there is undefined. */
export type Difference = { readonly what: string; readonly stored: unknown; readonly replayed: unknown }

/** All that differs between what is stored of a case at a stage and what came out: facts, score, signals. */
export function compare(stored: CaseRows, replayed: CaseRows | undefined): Difference[] {
  if (!replayed) return [{ what: 'the case', stored: 'scored', replayed: 'not there' }]
  const signals = new Set([...stored.signals.keys(), ...replayed.signals.keys()])
  return [
    ...differing('fact', stored.facts, replayed.facts),
    ...differing('', stored.score, replayed.score),
    ...[...signals].flatMap((signal) => {
      const [before, after] = [stored.signals.get(signal), replayed.signals.get(signal)]
      if (before && after) return differing(signal, before, after)
      const said = (row: Row | undefined) => row?.outcome
      return [{ what: signal, stored: said(before), replayed: said(after) }]
    }),
  ]
}

function differing(of: string, stored: Row, replayed: Row): Difference[] {
  return [...new Set([...Object.keys(stored), ...Object.keys(replayed)])]
    .filter((column) => JSON.stringify(stored[column]) !== JSON.stringify(replayed[column]))
    .map((column) => ({
      what: of ? `${of}: ${column}` : column,
      stored: stored[column],
      replayed: replayed[column],
    }))
}
