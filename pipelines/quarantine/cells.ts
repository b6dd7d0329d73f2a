import type { Contract } from '../load/contract.ts'
import { looksPersonal } from '../load/looks_personal.ts'

/** One value of a record as it was sent; null where it is missing or hidden. */
export type Cell = { readonly name: string; readonly value: string | null; readonly isHidden: boolean }

/**
 * The cells of a quarantined record. Unless they are to be revealed, values are hidden that are personal or may
 * be: those of personal columns, of columns that the contract does not know, all that is not one plain value,
 * whole lines, and what looks like an address or a number of somebody.
 */
export function cellsOf(record: string, contract: Contract | undefined, reveals: boolean): Cell[] {
  const read = readRecord(record)
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    return [cell('(the line)', typeof read === 'string' ? read : record, reveals)]
  return Object.entries(read).flatMap(([name, value]) => {
    const column = contract?.columnOf(name)
    // Mapped rows say the file they are counted to beside what the mapping gave.
    if (!column && name === 'file_number') return []
    if (value === null) return [cell(name, null, true)]
    if (typeof value === 'object') return [cell(name, JSON.stringify(value), reveals)]
    const isPersonal = !column || contract?.feed.columns[column]?.facts.personal !== undefined
    const text = String(value)
    return [cell(name, text, reveals || !(isPersonal || looksPersonal(text)))]
  })
}

const cell = (name: string, value: string | null, isShown: boolean): Cell => ({
  name,
  value: isShown ? value : null,
  isHidden: !isShown,
})

/** JavaScript would round long numbers, and refuses some JSON that the engine reads: that stays one text. */
export function readRecord(json: string): unknown {
  const numbersAsText = json.replace(/"(?:[^"\\]|\\.)*"|-?(?:\d[\d.eE+-]*|nan|inf(?:inity)?)/gi, (token) =>
    token.startsWith('"') ? token : JSON.stringify(token),
  )
  try {
    return JSON.parse(numbersAsText)
  } catch {
    return json
  }
}
