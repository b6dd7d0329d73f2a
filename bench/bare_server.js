// What a server at its plainest answers, to compare with: the files of a folder, and nothing asked.
import { createServer } from 'node:http'
import sirv from 'sirv'

const files = sirv(process.argv[2])
const server = createServer((request, response) =>
  files(request, response, () => response.writeHead(404).end()),
)
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`))
