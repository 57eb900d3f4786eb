"""Words that point by colour, place or shape alone, in each language: none may stand in a text that says what to press."""

from __future__ import annotations

import re

_WORDS = {
    "da": r"(?:den|det|de) (?:grønne|røde|blå|gule|sorte|hvide|runde|firkantede|øverste|nederste knap)|"
    r"til (?:højre|venstre) (?:på skærmen|for)|knappen (?:til|nederst|øverst)|i (?:højre|venstre) hjørne",
    "en": r"the (?:green|red|blue|yellow|black|white|round|square) (?:button|one|field)|(?:on|to) the (?:right|left)|"
    r"(?:upper|lower|top|bottom)[ -](?:right|left)|in the corner",
    "uk": r"(?:зелен|червон|син|жовт|чорн|біл|кругл)\w+ (?:кнопк|пол)|праворуч|ліворуч|у (?:правому|лівому) куті",
    "pl": r"(?:zielon|czerwon|niebiesk|żółt|czarn|biał|okrągł)\w+ (?:przycisk|pol)|po (?:prawej|lewej)|w (?:prawym|lewym) rogu",
    "de": r"(?:grün|rot|blau|gelb|schwarz|weiß|rund)e[nrms]? (?:taste|knopf|feld|schaltfläche)|(?:rechts|links) (?:oben|unten|auf)|"
    r"in der (?:rechten|linken) ecke",
    "tr": r"(?:yeşil|kırmızı|mavi|sarı|siyah|beyaz|yuvarlak) (?:düğme|tuş|alan)|sağda|solda|sağ üst|sol üst|sağ alt|sol alt",
    "so": r"badhanka (?:cagaaran|cas|buluugga|jaallaha|madow|cad)|(?:midigta|bidixda) (?:shaashadda|hoose|kore)",
    "ar": r"الزر (?:الأخضر|الأحمر|الأزرق|الأصفر|الأسود|الأبيض|المستدير)|على (?:اليمين|اليسار)|في الزاوية",
    "fa": r"دکمه[ٔ‌ی]* (?:سبز|قرمز|آبی|زرد|سیاه|سفید|گرد)|سمت (?:راست|چپ)|در گوشه",
}

POINTING = {language: re.compile(words) for language, words in _WORDS.items()}
"""What to look for, by the language. Plain Danish is Danish."""
