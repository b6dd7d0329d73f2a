/** Page by page; without `$after` the first one. */
export const disputes = `query ($filter: String, $after: String) {
  disputes(first: 50, after: $after, query: $filter) {
    nodes {
      __typename id initiatedAt status type amount { amount currencyCode } order { id }
      reasonDetails { reason networkReasonCode } evidenceSentOn finalizedOn
    }
    pageInfo { hasNextPage endCursor }
  }
}`
