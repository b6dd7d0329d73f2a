import {
  type Expression,
  ExpressionWrapper,
  FunctionNode,
  isExpression,
  type OperationNode,
  ValueNode,
} from 'kysely'
import type { Kind } from '../columns.ts'

/** A value in a function's cases: its kind and its text, or null. */
export type Cell = readonly [Kind, string | null]

/** What a function must give on every engine; `rows` feeds an aggregate, one row of arguments each. */
export type FunctionCase =
  | { readonly given: readonly Cell[]; readonly gives: Cell }
  | { readonly rows: readonly (readonly Cell[])[]; readonly gives: Cell }

/** A function's meaning in one sentence, with the cases that every engine must meet. */
export type FunctionMeaning = { readonly means: string; readonly cases: readonly FunctionCase[] }

/** An argument: an expression, or a plain value written into the query. */
export type Input<T> = Expression<T> | (T extends string | number | boolean | null ? T : never)

/** `null` where one of the arguments may be null: SQL functions give null for null. */
export type NullIn<A> = A extends Expression<infer V> ? Extract<V, null> : Extract<A, null>

// biome-ignore lint/suspicious/noExplicitAny: a named function may stand in a query over any tables
export type Expr<T> = ExpressionWrapper<any, any, T>

/** The window an aggregate looks through: rows of the same `by`, in the order of `along`. */
export type Window = {
  readonly by?: readonly Expression<unknown>[]
  readonly along?: readonly (readonly [Expression<unknown>, 'asc' | 'desc'])[]
  /** Only the rows before this one; otherwise up to and with it, or all where there is no order. */
  readonly before?: boolean
}

export type NamedFunctionNode = FunctionNode & { readonly window?: WindowNodes }
export type WindowNodes = {
  readonly by: readonly OperationNode[]
  readonly along: readonly { readonly value: OperationNode; readonly direction: 'asc' | 'desc' }[]
  readonly before: boolean
}

const operand = (value: unknown): OperationNode =>
  isExpression(value) ? value.toOperationNode() : ValueNode.createImmediate(value)

/** A call of a named function; what it becomes in SQL is each engine's own business. */
export const call = <T>(name: string, ...given: readonly unknown[]): Expr<T> =>
  new ExpressionWrapper(FunctionNode.create(name, given.map(operand)))

/** The aggregate or ranking function `expression`, seen through a window instead of over a group. */
export function over<T>(expression: Expression<T>, window: Window): Expr<T> {
  const node = expression.toOperationNode() as FunctionNode
  const nodes: WindowNodes = {
    by: (window.by ?? []).map(operand),
    along: (window.along ?? []).map(([value, direction]) => ({ value: operand(value), direction })),
    before: window.before ?? false,
  }
  return new ExpressionWrapper({ ...node, window: nodes } as OperationNode)
}

/** A fixed word as a column. */
export const word = <Word extends string>(text: NoInfer<Word>): Expr<Word> =>
  new ExpressionWrapper(ValueNode.createImmediate(text))
