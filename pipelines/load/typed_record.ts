import type { Shape } from './shape.ts'

/**
 * SQL of a row whose types the engine knows, as JSON from which the same values can be read again: numbers
 * that JSON's readers round, or that it has no word for, stand as text.
 */
export function typedRecord(relation: string, { columns, types }: Pick<Shape, 'columns' | 'types'>): string {
  const cells = columns.map((name, place) => {
    const cell = `${relation}."${name.replaceAll('"', '""')}"`
    const isRounded = /^(DECIMAL|FLOAT|DOUBLE|HUGEINT|UHUGEINT)/.test(types[place] ?? '')
    return `'${name.replaceAll("'", "''")}', ${isRounded ? `${cell}::varchar` : cell}`
  })
  return `json_object(${cells.join(', ')})::varchar`
}
