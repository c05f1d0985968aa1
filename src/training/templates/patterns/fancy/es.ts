export const FANCY_ES: readonly string[] = [
  '🎂🎉 ¡Feliz cumpleaños {name}! 🎉🎂 {emoji}{emoji}',
  '☀️☀️ BUENOS DÍAS ☀️☀️ feliz {weekday} a todos {emoji}',
  '📢 REUNIÓN 📢 {date} ⏰ {time} 📍{place}',
  '⚽️⚽️ GOOOOL!!! ⚽️⚽️',
  '🐱 SE BUSCA 🐱 gato gris, {place} ☎️ {phone}',
  '✨ 𝓑𝓲𝓮𝓷𝓿𝓮𝓷𝓲𝓭𝓸𝓼 ✨ {emoji}',
  'JAJAJAJA NO PUEDE SER 😂😂😂',
];
