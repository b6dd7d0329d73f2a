import { Problem } from './problems.ts'

/** No table has the name; the problem names those that are alike. */
export function unknownTable(name: string, known: readonly string[], where: string): Problem {
  const alike = known.filter((table) => table.includes(name.split('.').at(-1) ?? name))
  return new Problem(`There is no table ${name}.`, {
    where,
    next: `name one of the ${known.length} tables${alike.length > 0 ? `; perhaps ${alike.join(' or ')}` : ', such as scores.case_scores or marts.orders'}.`,
  })
}
