import { TrinoSQL } from 'dt-sql-parser'

const grammar = new TrinoSQL()

/**
 * What Trino's grammar finds wrong with a query. Its parser takes time that grows steeply with how deep brackets
 * are nested. The grammar takes an expression in brackets, and a call, wherever one begins and a name would do: so
 * each is parsed by itself, the same one once, and a name stands in its place.
 */
export function grammarFaults(query: string): string[] {
  const pieces = new Map<string, string>()
  const rest = withNames(query, (piece) => {
    const name = pieces.get(piece) ?? `"piece ${pieces.size + 1}"`
    pieces.set(piece, name)
    return name
  })
  return [rest, ...[...pieces.keys()].map((piece) => `select ${piece}`)].flatMap(faultsIn)
}

const known = new Map<string, string[]>()

function faultsIn(sql: string): string[] {
  const faults = known.get(sql) ?? grammar.validate(sql).map(({ message }) => message)
  known.set(sql, faults)
  return faults
}

/** Pieces that are shorter cost less where they stand. */
const shortest = 40

/** The query with a name in the place of each expression in brackets and of each call, the innermost first. */
function withNames(query: string, named: (piece: string) => string): string {
  const outer: string[] = []
  let text = ''
  for (const { 0: part, index } of query.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[()]|[^'"()]+/g)) {
    if (part === '(') {
      outer.push(text)
      text = ''
    } else if (part === ')') {
      const before = outer.pop() ?? ''
      const piece = pieceOf(before, `(${text})`)
      const isWhole = piece.length >= shortest && !goesOn.test(query.slice(index + 1))
      text = `${before}(${text})`
      if (isWhole) text = text.slice(0, -piece.length) + named(piece)
    } else text += part
  }
  return text
}

/** After these an expression begins, as it does after an opening bracket. */
const beginsAfter = /(?:^|[,+\-*/%=<>]|\b(?:and|or|not|when|then|else|where|on|between|select))\s*$/
/** What makes brackets a part of something larger. */
const goesOn = /^\s*(?:->|over\b|filter\b|within\b|ignore\b|respect\b)/

/** The call, or else the expression, of which these are the brackets; empty where they are others. */
function pieceOf(before: string, brackets: string): string {
  const [name = ''] = /\b[a-z_][a-z_0-9]*$/.exec(before) ?? []
  if (!beginsAfter.test(before.slice(0, before.length - name.length))) return ''
  const isQuery = /^\(\s*(?:select|with|values)\b/.test(brackets)
  return isQuery || (name === '' && isList(brackets)) ? '' : name + brackets
}

function isList(brackets: string): boolean {
  let depth = 0
  for (const [part] of brackets.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[(),]/g)) {
    if (part === '(') depth += 1
    else if (part === ')') depth -= 1
    else if (part === ',' && depth === 1) return true
  }
  return false
}
