// Where the nodes of a link graph stand: accounts in one column, what they share in another.

const ROUNDS = 8

/** The mean place of what a node is linked to; its own place where it is linked to nothing. */
const middle = (places, own) => (places.length === 0 ? own : places.reduce((sum, place) => sum + place, 0) / places.length)

const placesIn = (order) => new Map(order.map((key, place) => [key, order.length > 1 ? place / (order.length - 1) : 0.5]))

/** Sorts one column by the mean place of its links in the other; equals keep their order, so it is the same each time. */
function sorted(order, linked, others) {
  const places = placesIn(others)
  const own = placesIn(order)
  const wanted = new Map(order.map((key) => [key, middle(linked.get(key).map((other) => places.get(other)), own.get(key))]))
  return [...order].sort((a, b) => wanted.get(a) - wanted.get(b))
}

/**
 * Both columns in an order in which few links cross: each is sorted by the mean place of its links in the other,
 * some rounds long (Sugiyama's barycentre heuristic).
 *
 * @param {(string|number)[]} accounts
 * @param {{ name: string, accounts: (string|number)[] }[]} identifiers
 * @returns {{ accounts: (string|number)[], identifiers: string[] }}
 */
export function columnsOf(accounts, identifiers) {
  const ofIdentifier = new Map(identifiers.map((one) => [one.name, one.accounts]))
  const ofAccount = new Map(accounts.map((account) => [account, identifiers.filter((one) => one.accounts.includes(account)).map(({ name }) => name)]))
  let left = [...accounts]
  let right = identifiers.map(({ name }) => name)
  for (let round = 0; round < ROUNDS; round += 1) {
    right = sorted(right, ofIdentifier, left)
    left = sorted(left, ofAccount, right)
  }
  return { accounts: left, identifiers: right }
}
