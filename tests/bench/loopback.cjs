/** Preloaded into the Hydra peer: it would listen on every interface; here it may listen on loopback only. */
const net = require('node:net')
const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest.filter((value) => typeof value === 'function'))
}
