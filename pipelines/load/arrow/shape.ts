import { readFailure } from '../failures.ts'
import type { ShapeOrFault } from '../shape.ts'
import { columnOf } from './columns.ts'
import { messagesOf } from './messages.ts'

/** The shape of an Arrow file or stream, and how many rows it has; or the sentence why it cannot be read. */
export async function arrowShape(absolute: string): Promise<{ shape: ShapeOrFault; rows: number }> {
  try {
    const { schema, rows } = await messagesOf(absolute)
    return {
      shape: {
        format: 'arrow',
        gzip: false,
        delimiter: '',
        columns: schema.fields.map(({ name }) => name),
        types: schema.fields.map(({ type }) => String(columnOf(type).type)),
      },
      rows,
    }
  } catch (fault) {
    return { shape: { fault: readFailure(fault) }, rows: 0 }
  }
}
