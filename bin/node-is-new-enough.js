/** Whether this Node can run daicha; where it cannot, that has been said. Any Node has to understand this file. */
module.exports = function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return true
  const here = process.versions.node
  process.stderr.write(`daicha 需要 Node 20.19 或更新的版本，这里是 ${here}。请从 https://nodejs.org 安装。\n`)
  process.stderr.write(`daicha needs Node 20.19 or later, this is ${here}. Install it from https://nodejs.org.\n`)
  return false
}
