// Made by the build from rules/guidance: a key, or a code, and the places that its text has.

export interface WordPlaces {
  tagline: never
  'join.colon': never
  'join.comma': never
  'join.clause': never
  'join.semicolon': never
  'join.beside': 'text' | 'beside'
  'verdict.act': never
  'verdict.check': never
  'verdict.clear': never
  'verdict.incomplete': never
  'severity.critical': never
  'severity.high': never
  'severity.medium': never
  'severity.low': never
  'severity.note': never
  'headline.check.other': never
  'headline.check.partial': never
  'headline.check.ignored.one': never
  'headline.check.ignored.other': 'n'
  'headline.check.beside.one': never
  'headline.check.beside.other': 'n'
  'headline.check.narrowed': never
  'headline.narrowed': never
  'headline.check.milder': never
  'headline.check.oneUser': 'user'
  'headline.oneUser': 'user'
  'headline.clear': never
  'headline.clear.release': never
  'headline.incomplete': never
  'headline.extract': 'headline' | 'app'
  'headline.extract.none': 'app'
  'section.meaning': never
  'section.evidence': never
  'section.routes': never
  'section.steps': never
  'section.notes': never
  'section.sources': never
  'section.guidance': never
  'section.law': never
  'section.limits': never
  'section.also': never
  'section.problems': never
  'section.features': never
  'section.lenders': 'n' | 'users' | 'lenders'
  'section.apps': never
  'label.permission': never
  'label.lastRead': never
  'label.installed': never
  'label.app': never
  'label.loanApp': never
  'label.anApp': never
  'label.theApp': never
  'label.eachAbove': never
  'label.finding': never
  'label.severity': never
  'label.lender': never
  'label.lender.maybe': never
  'label.lender.embedded': never
  'label.foundAt': never
  'label.held': never
  'label.regime': never
  'label.span': never
  'value.flags': 'text' | 'flags'
  'value.noRecord': never
  'value.notCaptured': never
  'value.read.before': 'age'
  'value.read.at': 'time' | 'age'
  'value.read.clock': never
  'value.read.foreground': never
  'value.read.service': never
  'value.read.background': never
  'value.read.indirect': never
  'value.from': 'time' | 'installer'
  'value.installerUnknown': never
  'installer.from.file': never
  'installer.from.computer': never
  'value.user': 'user'
  'value.user.owner': never
  'value.user.secondary': never
  'value.user.work': never
  'value.user.clone': never
  'value.user.vendor-clone': never
  'value.user.private': never
  'value.user.secure-folder': never
  'value.user.guest': never
  'value.entry': never
  'value.catalogue': 'id' | 'source' | 'class'
  'value.catalogue.feature': 'feature' | 'id' | 'source'
  'value.feature': 'feature' | 'operator'
  'value.reported': 'source'
  'value.sourceDated': 'name' | 'date'
  'value.span': 'from' | 'to'
  'value.channel': 'scope' | 'name'
  'value.apkVersion': 'package' | 'version'
  'value.appVersion': 'package' | 'version' | 'user'
  'value.sign': 'text' | 'at'
  'value.signs.more': 'n'
  'sign.rung': 'apps' | 'all' | 'lenders'
  'sign.rung.none': 'apps' | 'all' | 'lenders'
  'sign.rung.uncounted': 'apps'
  'sign.name': 'match' | 'meaning'
  'sign.label': 'match' | 'meaning'
  'sign.private': 'meaning' | 'match'
  'sign.screen': 'meaning' | 'match'
  'sign.borrow': 'meaning' | 'match'
  'sign.check': 'meaning' | 'match'
  'sign.apply': 'meaning' | 'match'
  'sign.owed': 'meaning' | 'match'
  'sign.service': 'meaning' | 'match'
  'sign.trade': 'meaning' | 'match'
  'sign.sdk': 'meaning' | 'match'
  'sign.rivals': 'meaning' | 'match'
  'sign.brand': 'meaning' | 'match'
  'sign.vendor': 'meaning' | 'match'
  'sign.same-name': 'meaning' | 'match'
  'sign.low': 'match'
  'sign.certificate': 'match'
  'sign.signer': 'match'
  'class.confirmed': never
  'class.likely': never
  'class.possible': never
  'class.embedded': never
  'class.none': never
  'state.suspect': never
  'state.granted': never
  'state.one-tap': never
  'state.blocked-by-appop': never
  'state.requested': never
  'state.not-held': never
  'state.not-requested': never
  'state.unknown': never
  'state.absent': never
  'short.at': 'time'
  'short.old': 'n'
  'short.android': 'version'
  'short.apps.one': never
  'short.apps.other': 'n'
  'short.reads': never
  'short.read': 'day'
  'short.readOpen': 'day'
  'short.readHidden': 'day'
  'short.also': 'list'
  'short.more.one': never
  'short.more.other': 'n'
  'short.risk': never
  'short.oneTap': 'list'
  'short.otherWays': 'list'
  'short.unknown': 'list'
  'short.asked': 'list'
  'short.cannot': 'list'
  'short.gone': 'list'
  'short.ways': 'list'
  'short.readBefore': 'list'
  'short.noLender': never
  'short.features': 'list'
  'short.andMore': 'list' | 'n'
  'short.problems.one': never
  'short.problems.other': 'n'
  'short.now': never
  'short.harassed': 'command'
  'short.byHand': never
  'short.where': never
  'short.saved': 'files'
  'age.days': 'n'
  'age.hours': 'n'
  'age.minutes': 'n'
  'age.moment': never
  'line.records': 'all' | 'read'
  'line.records.none': never
  'line.users': 'list'
  'line.user': 'list'
  'line.capturedAt': 'time'
  'line.monthly': never
  'line.notVisible': never
  'line.summary': 'n' | 'lenders'
  'line.findings': 'n' | 'counts'
  'line.ruleFile': 'path'
  'line.source': 'path' | 'bytes'
  'line.exit': 'code'
  'line.more': 'topic'
  'line.disclaimer': 'date'
  'line.correction': never
  'line.hidden': 'n'
  'line.ignored': 'date' | 'reason'
  'line.cut': 'n' | 'shown'
  'line.rest': 'n'
  'line.waiting': never
  'line.allApps': never
  'line.skipped': never
  'emergency.in': 'country' | 'call'
  'emergency.police': 'call'
  'emergency.police.none': never
  'emergency.support': 'call'
  'emergency.support.none': never
  'emergency.hint': 'list'
  'country.code': 'name' | 'id'
  'doNow.complain': 'list'
  'doNow.complain.abroad': 'country' | 'list'
  'doNow.complain.none': never
  'problem.error': never
  'problem.note': never
  'problem.todo': never
  'problem.more': 'code'
  'cause.ENOENT': never
  'cause.ENOENT.folder': never
  'cause.ENOENT.encoding': never
  'cause.ENOTDIR': never
  'cause.EISDIR': never
  'cause.EACCES': never
  'cause.EPERM': never
  'cause.EPERM.rename': never
  'cause.EROFS': never
  'cause.ENOSPC': never
  'cause.EDQUOT': never
  'cause.EFBIG': never
  'cause.EIO': never
  'cause.EBUSY': never
  'cause.ETXTBSY': never
  'cause.EMFILE': never
  'cause.ENFILE': never
  'cause.ELOOP': never
  'cause.ENAMETOOLONG': never
  'cause.ENXIO': never
  'cause.EINVAL': never
  'cause.ERR_INVALID_ARG_VALUE': never
  'cause.InvalidSymbol': never
  'cause.InvalidNumberFormat': never
  'cause.PropertyNameExpected': never
  'cause.ValueExpected': never
  'cause.ColonExpected': never
  'cause.CommaExpected': never
  'cause.CloseBraceExpected': never
  'cause.CloseBracketExpected': never
  'cause.EndOfFileExpected': never
  'cause.InvalidCommentToken': never
  'cause.UnexpectedEndOfComment': never
  'cause.UnexpectedEndOfString': never
  'cause.UnexpectedEndOfNumber': never
  'cause.InvalidUnicode': never
  'cause.InvalidEscapeCharacter': never
  'cause.InvalidCharacter': never
  'cause.yaml.BAD_COLLECTION_TYPE': never
  'cause.yaml.ALIAS_PROPS': never
  'cause.yaml.BAD_ALIAS': never
  'cause.yaml.BAD_DIRECTIVE': never
  'cause.yaml.BAD_DQ_ESCAPE': never
  'cause.yaml.BAD_INDENT': never
  'cause.yaml.BAD_PROP_ORDER': never
  'cause.yaml.BAD_SCALAR_START': never
  'cause.yaml.BLOCK_AS_IMPLICIT_KEY': never
  'cause.yaml.BLOCK_IN_FLOW': never
  'cause.yaml.DUPLICATE_KEY': never
  'cause.yaml.IMPOSSIBLE': never
  'cause.yaml.KEY_OVER_1024_CHARS': never
  'cause.yaml.MISSING_CHAR': never
  'cause.yaml.MULTILINE_IMPLICIT_KEY': never
  'cause.yaml.MULTIPLE_ANCHORS': never
  'cause.yaml.MULTIPLE_DOCS': never
  'cause.yaml.MULTIPLE_TAGS': never
  'cause.yaml.NON_STRING_KEY': never
  'cause.yaml.TAB_AS_INDENT': never
  'cause.yaml.TAG_RESOLVE_FAILED': never
  'cause.yaml.UNEXPECTED_TOKEN': never
  'cause.yaml.RESOURCE_EXHAUSTION': never
  'format.daicha-report': never
  'format.daicha-csv': never
  'format.daicha-text': never
  'format.daicha-baseline': never
  'format.daicha-manifest': never
  'format.mail': never
  'format.office': never
  'format.daicha-own': never
  'value.stdin': never
  'explain.index': never
  'explain.hits': 'asked' | 'n'
  'explain.more': 'id'
  'explain.rest': 'n'
  'explain.group.questions': never
  'explain.group.permissions': never
  'explain.group.phones': never
  'explain.group.answers': never
  'explain.group.apps': never
  'explain.group.checks': never
  'explain.group.steps': never
  'explain.group.law': never
  'explain.group.routes': never
  'explain.group.codes': never
  'explain.group.marks': never
  'explain.group.signs': never
  'explain.article': never
  'explain.printed': 'n'
  'explain.tool': never
  'explain.corrections': never
  'explain.actions': never
  'explain.see': never
  'explain.severity': 'severity'
  'explain.class': 'kinds'
  'explain.rung': 'apps' | 'class'
  'explain.rungCounts': 'lenders' | 'finance' | 'ordinary' | 'low'
  'explain.licence': 'region' | 'licence'
  'explain.operator': 'operator'
  'explain.brands': 'brands'
  'explain.features': never
  'explain.feature': 'feature' | 'operator' | 'source'
  'explain.feature.unnamed': 'feature' | 'source'
  'explain.look': never
  'explain.look.contract': never
  'explain.look.contacts': 'package'
  'explain.signalAt': 'at' | 'id'
  'explain.unknownPackage': 'package'
  'explain.maker': 'maker'
  'byHand.look': 'path'
  'byHand.look.app': 'path'
  'byHand.off': 'path'
  'byHand.anyApp': never
  'byHand.differ': never
  'explain.status': 'kind' | 'status' | 'date'
  'kind.law': never
  'kind.judicial-interpretation': never
  'kind.regulatory-document': never
  'kind.standard': never
  'kind.self-regulation': never
  'kind.draft': never
  'kind.store-rule': never
  'kind.article': never
  'status.in-force': never
  'status.draft': never
  'status.superseded': never
  'lenderKind.licensed-lender': never
  'lenderKind.lender': never
  'lenderKind.loan-marketplace': never
  'lenderKind.bnpl': never
  'lenderKind.predatory-reported': never
  'lenderKind.delisted-by-regulator': never
  'lenderKind.credit-feature': never
  'lenderKind.bank-lender': never
  'lenderKind.bank': never
  'licence.bank': never
  'licence.consumer-finance': never
  'licence.micro-loan': never
  'licence.nbfc': never
  'licence.p2p': never
  'licence.money-lender': never
  'licence.facilitator': never
  'licence.approved': never
  'licence.unknown': never
  'standing.regulator': never
  'standing.operator': never
  'standing.report': never
  'standing.press': never
  'standing.store': never
  'standing.list': never
  'standing.name-table': never
  'help.usage': never
  'help.commands': never
  'help.options': never
  'help.globalOptions': never
  'help.arguments': never
  'help.examples': never
  'help.audit': never
  'help.explain': never
  'help.schema': never
  'help.sarifCategory': never
  'help.default': 'value'
  'help.help': never
  'help.helpCommand': never
  'help.commandName': never
  'help.man': never
  'help.completion': never
  'help.shell': never
  'batch.stopped': 'n'
  'help.version': never
  'help.input': never
  'help.topic': never
  'help.schemaName': never
  'help.format': 'choices'
  'help.output': never
  'help.failOn': 'choices'
  'help.minSeverity': never
  'help.user': never
  'help.country': never
  'help.regime': 'choices'
  'help.policy': never
  'help.allApps': never
  'help.app': never
  'help.exitZero': never
  'help.allowPartial': never
  'help.lang': never
  'help.color': never
  'help.quiet': never
  'help.verbose': never
  'verbose.time': 'ms'
  'verbose.file': 'path' | 'kinds' | 'lines' | 'encoding' | 'lineEnding'
  'phone.starting': never
  'phone.reading': 'what'
  'phone.names': 'n' | 'of'
  'phone.soFar': 'what' | 'seconds' | 'size'
  'phone.step.phone': never
  'phone.step.apps': never
  'phone.step.use': never
  'phone.step.lists': never
  'phone.step.names': never
  'phone.step.settings': never
  'phone.step.admins': never
  'phone.what.phone': never
  'phone.what.apps': never
  'phone.what.use': never
  'phone.what.lists': never
  'phone.what.names': never
  'phone.what.settings': never
  'phone.what.admins': never
  'phone.what.answer': never
  'phone.stopped': never
  'wait.for.cable': never
  'wait.for.serial': 'serial'
  'wait.for.allow': never
  'wait.for.answer': never
  'wait.for.restart': never
  'wait.for.access': never
  'wait.for.start': never
  'wait.for.unlock': never
  'wait.now.cable': never
  'wait.now.serial': never
  'wait.now.allow': never
  'wait.now.answer': never
  'wait.now.restart': never
  'wait.now.access': never
  'wait.now.start': never
  'wait.now.unlock': never
  'wait.line': 'what' | 'seconds'
  'wait.stop': never
  'devices.ready': 'serial'
  'devices.odd': never
  'devices.sameSerial': never
  'devices.also': 'serial'
  'devices.noModel': never
  'devices.state.ready': never
  'devices.state.unauthorized': never
  'devices.state.offline': never
  'devices.state.recovery': never
  'devices.state.noPermissions': never
  'pair.steps': never
  'pair.open': never
  'pair.tap': never
  'pair.address': never
  'pair.found': 'address'
  'pair.code': never
  'pair.again': never
  'pair.paired': never
  'pair.second': never
  'pair.connected': 'phone'
  'pair.after': never
  'capture.saved': 'path' | 'n' | 'size'
  'capture.savedPart': 'path' | 'n' | 'size' | 'missing'
  'capture.reminder': never
  'revoke.none': 'what'
  'revoke.notWhole': 'command'
  'revoke.alreadyOff': 'what' | 'app'
  'revoke.evidence': 'path'
  'revoke.evidenceFound': 'path'
  'revoke.past': never
  'revoke.target': 'what' | 'app'
  'revoke.group.contacts': never
  'revoke.group.sms': never
  'revoke.group.call-log': never
  'revoke.phoneGroup': never
  'revoke.shared': 'list'
  'revoke.access.sms': never
  'revoke.access.dialer': never
  'revoke.access.companion': never
  'revoke.access.device_owner': never
  'revoke.access.device_admin': never
  'revoke.access.accessibility': never
  'revoke.access.notification_listener': never
  'revoke.access.input_method': never
  'revoke.opened.permissions': 'app'
  'revoke.opened.app': 'app'
  'revoke.notOpened': 'app'
  'revoke.elsewhere': 'app'
  'revoke.unlock': 'kind'
  'revoke.tap': 'path'
  'revoke.orFromHere': 'command'
  'revoke.noSwitch': 'app' | 'command'
  'revoke.permissions': never
  'revoke.switch.sms': never
  'revoke.switch.call-log': never
  'revoke.switch.phone': never
  'revoke.fixed': never
  'revoke.stop': never
  'revoke.waiting': never
  'revoke.notWatched': 'command'
  'revoke.timedOut': 'what' | 'app' | 'command'
  'revoke.otherWays': never
  'revoke.also': 'what' | 'command'
  'revoke.preview.one': never
  'revoke.preview.other': 'n'
  'revoke.ask': never
  'revoke.proved': 'app' | 'what'
  'revoke.mayAsk': never
  'revoke.notProved': 'app' | 'what' | 'state'
  'revoke.mayReturn': never
  'revoke.readSince': 'what'
  'revoke.other': 'what' | 'app' | 'command'
  'revoke.notAgreed': 'command'
  'revoke.notSent': never
  'revoke.hasChanged': 'command'
  'revoke.log': 'path' | 'undo'
  'revoke.logOnly': 'path'
  'revoke.unknownNow': 'command'
  'revoke.sending': 'n' | 'of'
  'revoke.readingAgain': never
  'revoke.settling': never
  'revoke.finishing': never
  'revoke.interrupted': 'n' | 'sent' | 'command'
  'revoke.notReadAgain': 'command'
  'revoke.gone': 'app'
  'revoke.notSeen': 'package'
  'revoke.noAppToUndo': 'package' | 'user'
  'revoke.willRead': 'what' | 'app'
  'revoke.nothingToUndo': never
  'revoke.wasByHand': never
  'revoke.undone': never
  'revoke.notUndone': never
  'wizard.found': 'phone'
  'wizard.chosen': 'phone'
  'wizard.several': 'n'
  'wizard.away': 'n'
  'wizard.willRead': never
  'wizard.willNot': never
  'wizard.start': never
  'wizard.yesOrNo': never
  'wizard.declined': never
  'wizard.ok': never
  'wizard.okTime': 'seconds'
  'wizard.failed': never
  'wizard.checked': 'n'
  'wizard.next': never
  'wizard.explain': never
  'wizard.save': never
  'wizard.saved': 'path'
  'wizard.revoke': never
  'wizard.recheck': never
  'wizard.howOff': 'app'
  'wizard.onPhone': never
  'wizard.fromHere': never
  'wizard.notThis': never
  'wizard.readAgain': never
  'wizard.again': never
  'wizard.stopped': never
  'wizard.meanwhile': never
  'wizard.incident': never
  'wizard.after': never
  'wizard.quit': never
  'wizard.choose': 'fallback'
  'wizard.oneOf': never
  'wizard.ways': never
  'wizard.way.connect': never
  'wizard.way.file': never
  'wizard.way.helper': never
  'doctor.about': 'version' | 'system' | 'rules'
  'doctor.node': 'version'
  'doctor.adb': never
  'doctor.adbAt': 'path'
  'doctor.versions': 'server' | 'program'
  'doctor.phone': 'n' | 'model' | 'state'
  'doctor.terminal': 'columns'
  'doctor.terminal.todo': never
  'doctor.noTerminal': 'columns'
  'doctor.locale': 'locale' | 'lang'
  'doctor.notSet': never
  'doctor.locale.todo': never
  'doctor.catalogue': 'version' | 'n' | 'months'
  'doctor.catalogue.todo': never
  'doctor.folder': 'path'
  'doctor.noFolder': 'path'
  'doctor.folder.todo': never
  'help.devices': never
  'help.pair': never
  'help.pairAddress': never
  'help.pairConnect': never
  'help.capture': never
  'help.evidence': never
  'help.evidenceWhat': never
  'help.evidenceOf': never
  'help.packOutput': never
  'help.minimal': never
  'help.packDevice': never
  'help.by': never
  'help.packNote': never
  'help.expect': never
  'help.revoke': never
  'help.revokePackage': never
  'help.revokeUser': never
  'help.also': 'choices'
  'help.byAdb': never
  'help.yes': never
  'help.anyApp': never
  'help.undo': never
  'help.doctor': never
  'help.device': never
  'help.serial': never
  'help.adb': never
  'help.names': never
  'help.wait': never
  'help.timeout': never
  'help.save': never
  'help.listFormat': 'choices'
  'help.report': never
  'help.wizard': never
  'value.assumed': never
  'note.expired': 'date'
  'line.features': 'list'
  'line.notListed': 'n'
  'line.known': never
  'line.assumed': never
  'batch.inputs': 'n' | 'failed'
  'batch.narrowed': never
  'batch.oneUser': never
  'batch.ignored': 'n' | 'known'
  'line.config': 'path'
  'help.rule': never
  'help.skipRule': never
  'help.assumeLender': never
  'help.ignoreFile': never
  'help.strictIgnores': never
  'help.full': never
  'help.showIgnored': never
  'help.baseline': never
  'help.writeBaseline': never
  'help.filesFrom': never
  'help.files0From': never
  'help.jobs': never
  'help.noStartRecord': never
  'help.noEndRecord': never
  'help.config': never
  'help.noConfig': never
  'help.letter': never
  'help.letterKind': never
  'help.letterInput': never
  'help.letterCountry': never
  'help.letterApp': never
  'letter.which': never
  'letter.noLender': never
  'letter.saved': 'path'
  'help.incident': never
  'help.explainCountry': never
  'incident.step': 'n' | 'of' | 'title'
  'incident.lead': never
  'incident.next': never
  'help.saved': never
  'help.savedFile': never
  'help.useExit': never
  'help.allowCut': never
  'classify.signs': 'class'
  'classify.listed': 'class'
  'classify.none': never
  'classify.looked': 'list'
  'classify.notSeen': 'list'
  'classify.proves': never
  'classify.part.package': never
  'classify.part.label': never
  'classify.part.components': never
  'classify.part.providers': never
  'classify.part.permissions': never
  'classify.part.queries': never
  'row.noPackage': never
  'row.noName': 'package'
  'row.cells': 'n' | 'wanted'
  'row.quotes': never
  'row.json': never
  'row.type': 'key'
  'row.encoding': never
  'ruleKind.checks': never
  'ruleKind.lenders': never
  'ruleKind.sources': never
  'ruleKind.routes': never
  'ruleKind.regimes': never
  'ruleKind.terms': never
  'ruleKind.rungs': never
  'ruleKind.beside': never
  'ruleKind.brands': never
  'ruleKind.vendors': never
  'rules.version': 'version'
  'rules.file': 'path'
  'rules.checks': 'n'
  'rules.retired': never
  'rules.lenders': 'n'
  'rules.signals': 'n'
  'rules.test.missed': never
  'rules.test.caught': never
  'rules.test.sum': 'n' | 'wrong'
  'lint.good': 'files'
  'lint.bad': 'files' | 'n'
  'lint.noRules': never
  'lint.cannotOpen': 'detail'
  'lint.notOrdinary': never
  'lint.tooLarge': 'limit'
  'lint.empty': never
  'lint.notAdded': never
  'lint.twice': 'id'
  'lint.owner': 'package' | 'owner'
  'lint.narrower': 'id'
  'lint.unproven': 'id'
  'lint.missing': 'field' | 'id'
  'lint.noProof': 'kind' | 'standings'
  'lint.noLicence': 'kind'
  'lint.nameTable': never
  'lint.features': never
  'help.classify': never
  'help.package': never
  'help.from': never
  'help.noCatalog': never
  'help.rules': never
  'help.rulesCommand': never
  'help.rulesWhat': never
  'help.rulesOf': never
  'diff.mark.worse': never
  'diff.mark.open': never
  'diff.mark.changed': never
  'diff.mark.same': never
  'diff.headline.only': 'list'
  'diff.headline.several': 'n' | 'list'
  'diff.headline.same': never
  'diff.headline.identical': never
  'diff.headline.open': never
  'diff.count.worse': 'n'
  'diff.count.open': 'n'
  'diff.count.better': 'n'
  'diff.count.neutral': 'n'
  'diff.title.worse': never
  'diff.title.open': never
  'diff.title.better': never
  'diff.title.neutral': never
  'diff.title.gaps': never
  'diff.side.old': 'file'
  'diff.side.new': 'file'
  'diff.side.noTime': never
  'diff.side.report': never
  'diff.side.lenders': 'n'
  'diff.what.confirmed': never
  'diff.what.likely': never
  'diff.what.possible': never
  'diff.what.embedded': never
  'diff.what.none': never
  'diff.kind.installed': 'what' | 'to'
  'diff.kind.listed': 'what' | 'to'
  'diff.kind.lender': 'what'
  'diff.kind.granted': 'from' | 'to'
  'diff.kind.first-read': 'to'
  'diff.kind.read': 'to'
  'diff.kind.closer': 'from' | 'to'
  'diff.kind.enabled': never
  'diff.kind.route-opened': 'route'
  'diff.kind.signer': never
  'diff.kind.unknown': 'from'
  'diff.kind.known': 'to'
  'diff.kind.unclear': 'from' | 'to'
  'diff.kind.route-seen': 'route'
  'diff.kind.missing': 'from'
  'diff.kind.revoked': 'from' | 'to'
  'diff.kind.further': 'from' | 'to'
  'diff.kind.disabled': never
  'diff.kind.route-closed': 'route'
  'diff.kind.route-unseen': 'route'
  'diff.kind.removed': never
  'diff.kind.unlisted': never
  'diff.kind.renamed': 'from' | 'to'
  'diff.kind.updated': 'from' | 'to'
  'diff.gap.incomplete': 'side' | 'detail'
  'diff.gap.unread': 'side'
  'diff.gap.rules': 'side'
  'diff.gap.extract': 'side'
  'diff.gap.user': 'side'
  'diff.gap.app-ops.old': never
  'diff.gap.app-ops.new': never
  'diff.gap.app-ops.both': never
  'diff.gap.no-time': never
  'diff.the.old': never
  'diff.the.new': never
  'diff.noTime': never
  'diff.reversed': never
  'diff.milder': never
  'diff.phone.unknown': never
  'diff.phone.said': never
  'diff.unchanged.one': never
  'diff.unchanged.other': 'n'
  'diff.others': 'n'
  'diff.next': never
  'diff.table.what': never
  'help.diff': never
  'help.diffOld': never
  'help.diffNew': never
  'help.failOnChange': 'choices'
  'help.samePhone': never
}

export interface PagePlaces {
  'page.title': never
  'page.number': 'id'
  'page.skip': never
  'page.contents': never
  'page.summary': never
  'page.apps': never
  'page.lenders': never
  'page.routes': never
  'page.steps': never
  'page.rules': never
  'page.letter': never
  'page.limits': never
  'page.appendix': never
  'stamp.act': never
  'stamp.check': never
  'stamp.clear': never
  'page.count.read': never
  'page.count.suspects': never
  'page.count.cannot': never
  'page.count.unknown': never
  'page.count.features': never
  'page.count.apps': never
  'page.count.appsInPart': never
  'page.now': never
  'page.debt': never
  'page.more': 'n' | 'section'
  'page.now.letter': never
  'page.step.more': never
  'page.printed': never
  'page.look': never
  'page.look.open': never
  'page.look.list': never
  'page.look.off': never
  'page.look.next': 'date'
  'page.look.none': never
  'page.look.checked': never
  'installer.store.com.android.vending': never
  'installer.store.com.xiaomi.market': never
  'installer.store.com.huawei.appmarket': never
  'installer.store.com.hihonor.appmarket': never
  'installer.store.com.heytap.market': never
  'installer.store.com.oppo.market': never
  'installer.store.com.bbk.appstore': never
  'installer.store.com.sec.android.app.samsungapps': never
  'installer.store.com.meizu.mstore': never
  'installer.store.com.tencent.android.qqdownloader': never
  'page.user': 'user' | 'kind'
  'page.evidence': never
  'page.app': never
  'page.state': never
  'page.where': never
  'page.route': never
  'page.gives': never
  'page.open': never
  'page.noRoutes': never
  'page.routes.note': never
  'page.unseen': never
  'page.unseen.typed': never
  'page.unseen.typed.gives': never
  'page.unseen.others': never
  'page.unseen.others.gives': never
  'page.unseen.web': never
  'page.unseen.web.gives': never
  'timeline.title': never
  'timeline.installed': never
  'timeline.by': 'installer'
  'timeline.byUnknown': never
  'timeline.granted': never
  'timeline.granted.note': never
  'timeline.span': 'from' | 'to'
  'timeline.from': 'from'
  'timeline.until': 'to'
  'timeline.noTime': never
  'timeline.updated': 'version'
  'timeline.rejected': never
  'timeline.read': never
  'timeline.exported': never
  'timeline.checked': never
  'page.rules.note': never
  'page.rules.law': never
  'page.rules.guide': 'title' | 'date'
  'page.guideTag': 'id'
  'page.letter.note': never
  'letter.blank': 'field'
  'letter.blank.text': 'field'
  'letter.contacts': never
  'letter.notes': never
  'letter.country': 'country'
  'letter.noCountry': 'list'
  'letter.stale': 'list'
  stale: 'date'
  'appendix.checked': never
  'appendix.exported': never
  'appendix.exportedUnknown': never
  'appendix.phone': never
  'appendix.phone.android': 'version' | 'sdk'
  'appendix.phone.patch': 'date'
  'appendix.unknown': never
  'appendix.users': never
  'appendix.tool': never
  'appendix.versions': 'version' | 'rules'
  'appendix.options': never
  'appendix.completeness': never
  'appendix.complete': 'read' | 'all'
  'appendix.incomplete': 'read' | 'all'
  'appendix.omitted': never
  'appendix.omitted.ids': never
  'appendix.omitted.apps': 'n'
  'appendix.omitted.others': 'n'
  'appendix.files': never
  'appendix.file': 'kinds' | 'bytes' | 'lines'
  'appendix.fileCut': never
  'appendix.verify': never
  'appendix.embedded': never
  'appendix.footer': never
  'batch.title': never
  'batch.headline': 'n'
  'batch.group': 'verdict' | 'n'
  'batch.verdict.act': never
  'batch.verdict.check': never
  'batch.verdict.clear': never
  'batch.verdict.incomplete': never
  'table.level': never
  'table.package': never
  'table.contacts': never
  'table.lastRead': never
  'table.also': never
  'table.contacts.readable': never
  'table.contacts.blocked': never
  'table.contacts.not_now': never
  'table.contacts.unknown': never
  'table.none': never
  'table.full': never
  'batch.failed': never
  'pack.name': never
  'pack.blank': never
  'pack.readme.title': 'tool' | 'id' | 'at'
  'pack.readme.by': 'by'
  'pack.readme.present': 'blank'
  'pack.readme.paper': 'blank'
  'pack.readme.holds': never
  'pack.readme.report': never
  'pack.readme.raw': never
  'pack.readme.excerpts': never
  'pack.readme.added': never
  'pack.readme.own': never
  'pack.readme.check': never
  'pack.readme.check.daicha': never
  'pack.readme.check.sums': never
  'pack.readme.check.paper': never
  'pack.readme.proves': never
  'pack.readme.proves.same': never
  'pack.readme.proves.excerpt': never
  'pack.readme.not': never
  'pack.readme.not.signed': never
  'pack.readme.not.again': never
  'pack.readme.not.added': never
  'pack.readme.not.limits': never
  'pack.readme.court': never
  'pack.readme.court.keep': never
  'pack.readme.private': never
  'pack.readme.private.raw': never
  'pack.readme.private.minimal': never
  'pack.willHoldAll': never
  'pack.holdsAll': never
  'pack.holdsExcerpts': 'n'
  'pack.saved': 'path' | 'n'
  'pack.added': 'path'
  'pack.paper': never
  'pack.paper.again': never
  'pack.paper.compare': never
  'pack.paper.expected': never
  'pack.good': 'path' | 'n'
  'pack.made': 'at' | 'sealed'
  'pack.goodMeans': never
  'pack.bad': 'path'
  'pack.bad.changed': 'file'
  'pack.bad.missing': 'file'
  'pack.bad.added': 'file'
  'pack.bad.log': 'line'
  'pack.bad.zip': 'at'
  'pack.bad.unreadable': never
  'pack.bad.trailing': 'bytes'
  'pack.bad.expect': never
  'pack.bad.expectOlder': 'line'
  'pack.bad.todo': never
  'pack.notAdded': never
  'pack.noReport': never
}

export interface WebPlaces {
  'web.title': never
  'web.lead': never
  'web.stays': never
  'web.noscript': never
  'web.skip': never
  'web.language': never
  'web.country': never
  'web.country.none': never
  'web.country.hint': never
  'web.watched': never
  'web.hand': never
  'web.hand.lead': never
  'web.maker': never
  'web.maker.choose': never
  'web.system': never
  'web.saw': never
  'web.saw.lead': never
  'web.saw.app': never
  'web.saw.nth': 'n'
  'web.saw.state': never
  'web.saw.on': never
  'web.saw.off': never
  'web.saw.none': never
  'web.saw.more': never
  'web.saw.fewer': never
  'web.unnamed': never
  'web.answer': never
  'web.answer.waiting': never
  'web.answer.on': 'list'
  'web.answer.off': 'list'
  'web.answer.none': 'list'
  'web.answer.choose': never
  'web.letter': never
  'web.letter.print': never
  'web.file': never
  'web.file.lead': never
  'web.file.drop': never
  'web.file.choose': never
  'web.file.folder': never
  'web.file.kinds': never
  'web.file.working': 'file'
  'web.file.several': 'n'
  'web.file.progress': 'percent' | 'size'
  'web.file.stop': never
  'web.file.stopped': never
  'web.file.nothing': never
  'web.file.empty': never
  'web.file.undropped': never
  'web.problem.byHand': never
  'web.usb': never
  'web.usb.new': never
  'web.usb.lead': never
  'web.usb.debug': never
  'web.usb.cable': never
  'web.usb.choose': never
  'web.usb.allow': never
  'web.usb.after': never
  'web.usb.button': never
  'web.usb.missing': never
  'web.usb.now.choose': never
  'web.usb.now.open': never
  'web.usb.asked': never
  'web.usb.soFar': 'seconds' | 'size'
  'web.usb.keep': never
  'web.missing': never
  'web.missing.worker': never
  'web.missing.zip': never
  'web.missing.file': never
  'web.result.again': never
  'web.result.phones': 'n'
  'web.result.save': never
  'web.result.html': never
  'web.result.json': never
  'web.result.csv': never
  'web.result.print': never
  'web.result.kept': never
  'web.pack': never
  'web.pack.lead': never
  'web.pack.private': never
  'web.pack.save': never
  'web.pack.making': 'percent'
  'web.pack.again': never
  'web.pack.later': never
  'web.pack.ofReport': never
  'web.pack.ofMany': never
  'web.foot': 'version' | 'rules'
}

export interface ProblemPlaces {
  E101: 'x'
  E102: never
  E103: 'file' | 'detail'
  E104: 'file'
  E105: 'file' | 'rule' | 'package' | 'date'
  E106: 'file' | 'rule' | 'package'
  E107: 'file' | 'n'
  E108: 'place' | 'detail'
  E109: 'file' | 'list'
  E110: 'n' | 'format'
  E111: 'x'
  E112: 'x'
  E113: 'x'
  E114: 'x' | 'value'
  E115: 'x' | 'y'
  E116: 'x'
  E117: 'n' | 'list'
  E118: 'x'
  E119: 'path'
  E120: 'path'
  E121: 'file'
  E122: 'file'
  E123: 'x'
  E124: 'file' | 'key'
  E125: 'file' | 'detail'
  E126: 'file' | 'date'
  E127: 'x'
  E128: 'x'
  E129: 'format'
  E130: 'x' | 'value'
  E131: 'old' | 'new'
  E132: 'file' | 'n'
  E201: never
  E202: 'detail'
  E203: never
  E204: never
  E205: never
  E206: never
  E207: never
  E208: never
  E209: 'what'
  E210: 'what'
  E212: never
  E213: 'serial'
  E214: never
  E215: 'n'
  E216: 'what'
  E217: 'profile' | 'user'
  E218: 'what'
  E219: 'days'
  E220: 'n'
  E221: 'n'
  E222: 'n'
  E223: never
  E230: never
  E231: 'address'
  E232: never
  E233: never
  E234: never
  E235: never
  E240: never
  E241: never
  E242: never
  E301: 'file' | 'detail'
  E302: 'file'
  E303: 'file'
  E304: 'file' | 'detail'
  E305: 'file' | 'package'
  E306: 'file'
  E307: 'file'
  E309: 'file' | 'limit'
  E310: 'file'
  E311: 'file'
  E312: 'file'
  E313: 'file' | 'n'
  E314: 'file' | 'n'
  E315: 'file' | 'detail'
  E316: 'file'
  E317: 'file' | 'n'
  E318: 'user'
  E319: 'n'
  E320: 'file'
  E321: 'file'
  E322: 'file' | 'all' | 'n'
  E323: 'package'
  E324: 'file' | 'n'
  E325: 'file'
  E326: 'file' | 'n' | 'time'
  E327: 'file' | 'n'
  E328: 'file' | 'n'
  E329: 'time' | 'apps'
  E330: 'file' | 'n'
  E344: 'file'
  E345: 'file'
  E347: 'file'
  E346: 'file' | 'line'
  E331: 'file' | 'detail'
  E332: 'file'
  E333: 'file'
  E334: 'file' | 'format'
  E335: 'file' | 'format'
  E336: 'file' | 'limit'
  E337: 'file' | 'limit'
  E338: 'file'
  E339: 'file'
  E340: 'file'
  E341: 'file' | 'all' | 'n'
  E342: 'file'
  E343: 'file' | 'limit'
  E348: 'package'
  E349: 'file' | 'n'
  E350: 'file'
  E351: 'file'
  E352: 'n'
  E371: 'file'
  E372: 'file'
  E401: 'package'
  E402: never
  E403: 'package'
  E404: never
  E405: never
  E406: 'package'
  E407: 'file'
  E408: never
  E501: 'path'
  E502: 'path' | 'detail'
  E503: 'file'
  E504: 'path'
  E506: 'file'
  E507: 'file'
  E508: 'path'
  E509: 'detail'
  E510: 'file'
  E511: 'file'
  E900: 'detail'
}
