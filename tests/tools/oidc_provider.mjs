// A real OpenID provider on loopback, for the test of single sign-on: whoever types a name is that person; what they do is
// in the table below. All names are invented.
// usage: node oidc_provider.mjs FOLDER CLIENT SECRET WAY-BACK     FOLDER holds node_modules/oidc-provider
import http from 'node:http';
import path from 'node:path';

const [folder, client, secret, back] = process.argv.slice(2);
const { default: Provider } = await import(path.join(folder, 'node_modules/oidc-provider/lib/index.js'));

const ROLES = { kelly: ['WW-Biomed', 'other'], lee: ['WW-Viewer'], mallory: ['other'], admin: ['WW-Admin'] };

const server = http.createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client, client_secret: secret, redirect_uris: [back], response_types: ['code'], grant_types: ['authorization_code'] }],
    pkce: { required: () => true, methods: ['S256'] },
    claims: { openid: ['sub'], profile: ['preferred_username', 'roles'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, name) => ({
      accountId: name,
      claims: () => ({ sub: `subject-of-${name}`, preferred_username: name, roles: ROLES[name] ?? [] }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const known = provider.callback();
  server.on('request', async (request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(204).end();
    if (!request.url.startsWith('/interaction/')) return known(request, response);
    if (request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return response.end('<!doctype html><title>Provider</title><form method="post"><label>Name <input name="name" id="name"></label><button>Sign in</button></form>');
    }
    let body = '';
    for await (const part of request) body += part;
    const accountId = new URLSearchParams(body).get('name');
    return provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
  });
  console.log(issuer);
});
