"""Guess a label's language from its common words; English where nothing tells."""

import re

from labelaudit.parse.fold import fold

_WORDS = {
    "en": "the and of with daily take serving supplement other ingredients keep out reach children",
    "de": "und der die das mit taglich zutaten kapsel nahrungserganzungsmittel tagesdosis nicht kinder",
    "fr": "et le la les avec jour gelule complement alimentaire ingredients enfants dose par des ne pas",
    "es": "y el la los con dia capsula complemento alimenticio ingredientes ninos dosis por no",
    "it": "e il la con giorno capsula integratore alimentare ingredienti bambini dose per non al",
    "nl": "en de het met dag capsule voedingssupplement ingredienten kinderen dosering per niet van",
    "pt": "e o a os com dia capsula suplemento alimentar ingredientes criancas dose por nao",
    "pl": "i z na kapsulka suplement diety skladniki dzieci porcja dziennie nie w do",
    "el": "και το τη με την ημερα καψουλα συμπληρωμα διατροφης συστατικα παιδια δοση",
}
_SETS = {language: set(words.split()) for language, words in _WORDS.items()}


def guess_language(text: str) -> str:
    """The language of nine whose common words the text holds most of."""
    words = set(re.findall(r"[a-zα-ω]+", fold(text)))
    counts = {language: len(words & known) for language, known in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= 3 else "en"
