const fields = 'id status errorCode createdAt objectCount fileSize url query'

/** Children stand after their parent, which the sender's mapping relies on. */
export const runBulkQuery = `mutation ($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) {
    bulkOperation { ${fields} }
    userErrors { code field message }
  }
}`

export const bulkOperation = `query ($id: ID!) { node(id: $id) { ... on BulkOperation { ${fields} } } }`

export const newestBulkOperations = `{
  bulkOperations(first: 10, sortKey: CREATED_AT, reverse: true) { nodes { ${fields} } }
}`
