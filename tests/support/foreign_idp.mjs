// An identity provider that was not written here (samlp, by Auth0), told by its own options whom to vouch for.
// Usage: node foreign_idp.mjs OPTIONS.json, in which "installed" is the folder of the packages.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const options = JSON.parse(readFileSync(process.argv[2]));
const require = createRequire(`${options.installed}/`);
const express = require("express");
const samlp = require("samlp");

const portal = readFileSync(options.portalCertificate);
const publicKey = require("node:crypto").createPublicKey(portal).export({ type: "spki", format: "pem" });
const encryption = {
  encryptionCert: portal,
  encryptionPublicKey: publicKey,
  encryptionAlgorithm: "http://www.w3.org/2009/xmlenc11#aes256-gcm",
};
const modes = {
  both: { signResponse: true },
  assertion: {},
  response: { signResponse: true, signAssertion: false },
  encrypted: { signResponse: true, ...encryption },
  "encrypted-assertion": encryption,
};

function PersonOf(person) {
  return { getClaims: () => person.attributes, getNameIdentifier: () => ({ nameIdentifier: person.name }) };
}
PersonOf.prototype.metadata = [];

const app = express();
for (const [mode, how] of Object.entries(modes)) {
  const idp = {
    issuer: `urn:foreign:${mode}`,
    cert: readFileSync(options.certificate),
    key: readFileSync(options.key),
    profileMapper: PersonOf,
  };
  app.get(`/${mode}/metadata`, samlp.metadata({ ...idp, redirectEndpointPath: `/${mode}/sso` }));
  app.get(`/${mode}/sso`, samlp.auth({
    ...idp,
    ...how,
    signingCert: portal, // refuses requests that the portal did not sign
    destination: options.acs,
    recipient: options.acs,
    authnContextClassRef: options.level,
    getPostURL: (audience, request, req, done) => done(null, options.acs),
    getUserFromRequest: () => options.person,
  }));
}
app.listen(options.port, "127.0.0.1");
