import { isObject, type JsonObject } from '../document.ts'

/**
 * A document of Shopify's written in one way: names in snake case as REST has them, and each GraphQL connection as
 * the list of its nodes. What GraphQL and REST both tell then stands under the same name.
 */
export function plainDocument(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainDocument)
  if (!isObject(value)) return value
  const nodes = nodesOf(value)
  if (nodes) return nodes.map(plainDocument)
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [snakeCase(name), plainDocument(held)]),
  )
}

const connectionParts = new Set(['nodes', 'edges', 'pageInfo', 'totalCount', 'filters', '__typename'])

function nodesOf(value: JsonObject): readonly unknown[] | undefined {
  if (!Object.keys(value).every((name) => connectionParts.has(name))) return undefined
  if (Array.isArray(value.nodes)) return value.nodes
  if (Array.isArray(value.edges)) return value.edges.map((edge) => (isObject(edge) ? edge.node : edge))
  return undefined
}

const snakeCase = (name: string): string =>
  name.replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before}_${after.toLowerCase()}`)
