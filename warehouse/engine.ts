import {
  DefaultQueryCompiler,
  type FunctionNode,
  type OperationNode,
  type RootOperationNode,
  type SchemableIdentifierNode,
} from 'kysely'
import type { Kind } from './columns.ts'
import type { NamedFunctionNode, WindowNodes } from './functions/declare.ts'
import { type FunctionName, isFunctionName } from './functions.ts'
import { remembered } from './remembered.ts'
import type { Query } from './tables.ts'

/** How one engine writes SQL. */
export type Dialect = {
  readonly name: string
  /** The engine's column type for a kind of value. */
  readonly typeOf: Readonly<Record<Kind, string>>
  /** For each named function the engine's SQL, with `$1`, `$2` … where its arguments go. */
  readonly functions: Readonly<Record<FunctionName, string>>
}

/**
 * The query's SQL for an engine, with every value written into the text: values in models come from this
 * code and its settings, never from records, and a text without parameters can be compared and kept.
 */
export function compile(
  query: Query<unknown>,
  dialect: Dialect,
  /** Tables to read in place of others, each a name of its own without a schema. */
  inPlaceOf?: ReadonlyMap<string, string>,
): string {
  return inPlaceOf ? textOf(query, dialect, inPlaceOf) : textsIn(dialect)(query)
}

const textsIn = remembered((dialect: Dialect) =>
  remembered((query: Query<unknown>) => textOf(query, dialect, new Map())),
)

function textOf(query: Query<unknown>, dialect: Dialect, inPlaceOf: ReadonlyMap<string, string>): string {
  const root = query.toOperationNode() as RootOperationNode
  return new DialectCompiler(dialect, inPlaceOf).compileQuery(root, { queryId: 'compile' }).sql
}

/** A name as SQL, quoted, each part between dots by itself. */
export const quoted = (name: string): string => name.split('.').map(quotedWhole).join('.')

/** A name as SQL, quoted, its dots part of it. */
export const quotedWhole = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A text as SQL, quoted. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

const needsParentheses = new Set(['BinaryOperationNode', 'AndNode', 'OrNode', 'UnaryOperationNode'])

class DialectCompiler extends DefaultQueryCompiler {
  readonly #dialect: Dialect
  readonly #inPlaceOf: ReadonlyMap<string, string>

  constructor(dialect: Dialect, inPlaceOf: ReadonlyMap<string, string>) {
    super()
    this.#dialect = dialect
    this.#inPlaceOf = inPlaceOf
  }

  protected override visitSchemableIdentifier(node: SchemableIdentifierNode): void {
    const instead = node.schema && this.#inPlaceOf.get(`${node.schema.name}.${node.identifier.name}`)
    if (instead) this.append(quotedWhole(instead))
    else super.visitSchemableIdentifier(node)
  }

  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value)
  }

  protected override visitFunction(node: FunctionNode): void {
    if (isFunctionName(node.func)) this.#appendTemplate(this.#dialect.functions[node.func], node)
    else super.visitFunction(node)
  }

  #appendTemplate(template: string, node: NamedFunctionNode): void {
    for (const piece of template.split(/(\$\d|\$over)/)) {
      if (piece === '$over') this.#appendWindow(node.window)
      else if (piece.startsWith('$')) this.#appendArgument(node.arguments[Number(piece.slice(1)) - 1])
      else this.append(piece)
    }
  }

  #appendArgument(argument: OperationNode | undefined): void {
    if (!argument) throw new Error('A function template asks for an argument that its call does not give.')
    const wrap = needsParentheses.has(argument.kind)
    if (wrap) this.append('(')
    this.visitNode(argument)
    if (wrap) this.append(')')
  }

  #appendWindow(window: WindowNodes | undefined): void {
    if (!window) return
    this.append(' over (')
    if (window.by.length > 0) this.append('partition by ')
    this.compileList(window.by)
    if (window.along.length > 0) this.append(' order by ')
    window.along.forEach(({ value, direction }, index) => {
      if (index > 0) this.append(', ')
      this.visitNode(value)
      this.append(` ${direction}`)
    })
    if (window.before) this.append(' rows between unbounded preceding and 1 preceding')
    this.append(')')
  }
}
