/** A bare oidc-provider with its own development pages, as a peer. Run: node provider-peer.mjs <port> */
import { Provider } from 'oidc-provider'

const port = Number(process.argv[2])
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'bench',
      redirect_uris: ['https://app.example/callback'],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  cookies: { keys: ['bench'] },
  features: { devInteractions: { enabled: true } },
})
provider.listen(port, '127.0.0.1')
