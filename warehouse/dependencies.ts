import type { OperationNode } from 'kysely'
import { remembered } from './remembered.ts'
import type { Query } from './tables.ts'

const isNode = (value: unknown): value is OperationNode =>
  typeof value === 'object' && value !== null && 'kind' in value

/** Every `schema.table` that a query tree reads, sorted; names made by its own `with` clauses left out. */
export const tablesRead = remembered((query: Query<unknown>): readonly string[] => {
  const read = new Set<string>()
  visit(query.toOperationNode(), read)
  return [...read].sort()
})

// A table of the warehouse always carries its schema; a common table expression never does.
function visit(value: unknown, read: Set<string>): void {
  if (Array.isArray(value)) {
    for (const entry of value) visit(entry, read)
    return
  }
  if (!isNode(value)) return
  if (value.kind === 'SchemableIdentifierNode') {
    const { schema, identifier } = value as unknown as {
      schema?: { name: string }
      identifier: { name: string }
    }
    if (schema) read.add(`${schema.name}.${identifier.name}`)
    return
  }
  for (const child of Object.values(value)) visit(child, read)
}
