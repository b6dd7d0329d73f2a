type Node = { readonly id: string } & Readonly<Record<string, unknown>>

const isConnection = (value: unknown): value is { readonly nodes: readonly Node[] } =>
  typeof value === 'object' && value !== null && Array.isArray((value as { nodes?: unknown }).nodes)

/** An order as a bulk operation writes it: each node of a connection on a line of its own that names its parent. */
export function bulkLines(node: Node, parent?: string): string[] {
  const below: string[] = []
  const take = (value: unknown, owner: string): unknown => {
    if (isConnection(value)) {
      for (const child of value.nodes) below.push(...bulkLines(child, owner))
      return undefined
    }
    if (Array.isArray(value)) return value.map((item) => take(item, owner))
    if (typeof value !== 'object' || value === null) return value
    const own = (value as Partial<Node>).id ?? owner
    return Object.fromEntries(Object.entries(value).map(([name, held]) => [name, take(held, own)]))
  }
  const line = take(node, node.id) as object
  return [JSON.stringify(parent ? { ...line, __parentId: parent } : line), ...below]
}
