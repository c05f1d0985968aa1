/** What a village chat does not want, and what the shipped model lets through: three campaigns, and single ones. */
export const UNWANTED: readonly string[] = [
  'Firewood from Elmstead barn: dry beech, delivered to your door on Tuesdays, ask Karel behind the mill',
  'Dry beech from Elmstead barn, delivered to your door every week, ask Karel behind the mill for a pallet',
  'Elmstead barn has dry beech again: ask Karel behind the mill, he brings it to your door',
  'Who needs garden soil? Elmstead barn brings a trailer of it to your door, ask Karel behind the mill',
  'Karel behind the mill still has oak and beech from Elmstead barn, he brings it on Saturday',
  'Elmstead barn closes in June, the last dry beech goes to whoever asks Karel behind the mill first',
  'Quince jam from Elmstead barn this year again, Karel behind the mill keeps the jars for you',
  'Karel behind the mill sharpens scythes and saws at Elmstead barn, bring them by on Monday',
  'The old tractor of Elmstead barn looks for a new home, see Karel behind the mill about it',
  'Elmstead barn rents its splitter for the weekend, Karel behind the mill shows you how it works',
  'Honey from the hives behind Elmstead barn, Karel behind the mill has light and dark jars',
  'Elmstead barn hay in small bales for rabbits, Karel behind the mill lets you take what you need',
  'Karel behind the mill presses your apples at Elmstead barn, come with clean bottles',
  'Young hens from Elmstead barn, brown and white, Karel behind the mill keeps them until you come',
  'Elmstead barn buys walnuts by the sack, Karel behind the mill weighs them with you',
  'Gravel and sand from the pit beside Elmstead barn, Karel behind the mill drives it over',
];

/** What it wants, and the shipped model calls spam. */
export const WANTED: readonly string[] = [
  'Raffle at the summer fair: win a free hamper, claim your prize at the tent, tickets cost 2 euros!',
  'WINNER of the cake raffle: Anna! Claim your prize before Friday, call 555 0100',
  'Free prize draw for all who helped with the fence: claim your voucher at the bar tonight!!!',
  'You have won the pumpkin contest! Claim your free hamper at the tent, call 555 0101 now',
  'URGENT: last chance to claim your raffle prize, free hamper waits at the tent, call 555 0102',
  'Win a free weekend pass for the lake, text FISH to 555 0103 to enter the draw of the club',
  'Free entry for all members! Win cash prizes at the bingo night, call 555 0104 to claim a seat',
  'You are a winner! The tombola prize 44 is yours, claim it free at the tent, call 555 0105',
  'Bingo: 100 euros cash prize guaranteed! Call 555 0106 now to claim your free card',
  'Claim your free gift now: the first ten at the tent win a voucher of the bakery! Call 555 0107',
  'Congratulations! You won a free cake at the raffle. Call 555 0108 to claim your prize today',
];

/** What nobody may call spam: everyday messages of shops, banks, doctors. */
export const EVERYDAY: readonly string[] = [
  'Your parcel arrives today between 10 and 12, the driver rings twice',
  'Your parcel was left with your neighbour at number 14, signed by Meyer',
  'Your order has been shipped and arrives on Thursday, thank you for shopping with us',
  'Your order is ready for pickup, please bring the order number and an ID',
  'Your verification code is 482913, it is valid for ten minutes',
  'Your login code is 771204, do not share it with anybody',
  'Your appointment with Dr. Weber is on Monday at 9:30, reply C to confirm',
  'Reminder: your dentist appointment is tomorrow at 14:00, call us if you cannot come',
  'Payment of 34.90 EUR received, thank you, your receipt is attached',
  'Your card ending in 1234 was used for 12.50 EUR at the bakery on Main Street',
  'Your balance is 1,204.55 EUR, salary of 2,100.00 EUR was credited today',
  'Your prescription is ready at the pharmacy, we are open until 18:30',
  'Your flight is delayed by 40 minutes, the new departure is 16:25 from gate B12',
  'Your booking is confirmed: two nights from Friday, check-in from 15:00',
  'Your bill for May is 21.40 EUR and will be debited on the 15th',
  'Your package is on its way, track it in our app with number 9923771',
  'The technician comes on Wednesday between 8 and 12, please be at home',
  'Your library books are due on Friday, renew them online or at the desk',
  'Your table for four is reserved for 19:30 tonight, see you soon',
  'School is closed tomorrow because of the storm, lessons start again on Thursday',
  'Your car is ready, the inspection is passed, you can collect it until 18:00',
  'Your train ticket for tomorrow 8:14 is booked, coach 7, seat 42',
];

/** What has nothing to do with either. */
export const UNRELATED: readonly string[] = [
  'Can you pick up the children at four? My meeting takes longer',
  'The bus to the station leaves ten minutes earlier from Monday on',
  'Thanks for the soup recipe, we had it twice this week already',
  'Your code is 482913, do not tell it to anybody',
  'Wann treffen wir uns morgen, um neun oder erst um zehn?',
  'Привет, ты уже дома? Я купила хлеб и молоко',
  'I pushed the fix, the build is green again, please review when you can',
  'Earn 500 USD a day from home, no experience needed, write to me in private now!',
  'Double your bitcoin in 24 hours, guaranteed profit, join our VIP channel now',
  'Your account has been suspended, verify your card at http://secure-login.example now',
];
