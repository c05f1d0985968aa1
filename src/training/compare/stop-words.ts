/** Words too common in English, or in hasty messages, to say what a text is about; and the names of HTML's escapes. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but nor so if then than as because while until unless though although whether
  about above across after against along among around at before behind below beneath beside between beyond by down
  during except for from in inside into near of off on onto out outside over per since through to toward towards under
  up upon with within without via
  i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
  herself it its itself they them their theirs themselves one ones
  this that these those who whom whose which what when where why how here there
  am is are was were be been being have has had having do does did doing done can could may might must shall should
  will would ought
  not no yes any some all both each every either neither few more most much many other others another such own same
  only just also too very again ever never once still yet already now even else
  i'm i've i'll i'd you're you've you'll you'd he's he'll he'd she's she'll she'd it's it'll it'd we're we've we'll
  we'd they're they've they'll they'd that's that'll there's here's what's who's where's how's let's
  isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't cannot couldn't mustn't shan't shouldn't
  won't wouldn't
  im ive ill id youre youve its thats whats theres dont doesnt didnt cant couldnt wont wouldnt isnt arent wasnt
  lt gt amp quot nbsp`.split(/\s+/),
);
