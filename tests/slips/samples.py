"""Sample slips as the kiosk prints them: what the tests and the eye look at."""

from __future__ import annotations

from pathlib import Path

from kiosk.nouns import DANISH, ENGLISH, Language
from kiosk.slips.blocks import BookTip, Facts, Foot, Headline, Masthead, Paragraph, QrCode, Rule, Slip, Title

FONTS = Path("/usr/share/fonts/truetype/noto")

TOKEN = "BCDFGHJKMNPQ2345"
LINK = f"HTTPS://HUB.EXAMPLE.DK/K/{TOKEN}"

SIGNUP = Slip(
    kind="signup",
    language=DANISH,
    blocks=(
        Masthead("Aalborg Bibliotekerne, Vejgaard"),
        Headline("Du står på listen"),
        Title("Højtlæsning for store ører: Åens hemmelighed"),
        Facts(
            (
                ("Hvornår", "Tirsdag 24. november kl.\u00a016.00"),
                ("Hvor", "Børnebiblioteket, 1. sal"),
                ("Pladser", "1, foreløbig"),
            )
        ),
        QrCode(LINK, "BKRT", "Vil du melde fra? Scan koden her i kiosken, eller sig de fire bogstaver til en medarbejder."),
        Paragraph("Vi skriver til dig, hvis noget ændrer sig. Tag gerne en ven med.", quiet=True),
        Rule(),
        Foot("Samlingspunkt · 24. november 2026 kl.\u00a012.31"),
    ),
)

CANCELLED = Slip(
    kind="cancelled",
    language=DANISH,
    blocks=(
        Masthead("Aalborg Bibliotekerne, Vejgaard"),
        Headline("Du er meldt fra"),
        Title("Læsekreds: Nordiske stemmer"),
        Facts((("Hvornår", "Torsdag 3. december kl.\u00a019.00"),)),
        Paragraph("Din plads er givet videre. Du er velkommen en anden gang."),
        Rule(),
        Foot("24. november 2026 kl.\u00a012.31"),
    ),
)

BOOK_TIPS = Slip(
    kind="book_tips",
    language=DANISH,
    blocks=(
        Masthead("Hovedbiblioteket", demo="Demo: dette er ikke en rigtig kvittering"),
        Headline("Læs videre"),
        Paragraph("Du scannede »Pelle Erobreren« af Martin Andersen Nexø. Disse tre deler noget med den."),
        BookTip(1, "Lykke-Per", "Henrik Pontoppidan", "Begge handler om opbrud.", "Voksen · Skønlitteratur · Pontoppidan"),
        BookTip(
            2,
            "Ditte Menneskebarn og andre fortællinger om dem, der har mindst",
            "Martin Andersen Nexø",
            "Anbefalet af Mette på Vejgaard.",
            "Voksen · Skønlitteratur · Nexø",
        ),
        BookTip(3, "Kongens Fald", "Johannes V. Jensen", "Begge er fra 1900-tallets begyndelse, og begge går langsomt.", "86.4"),
        Rule(),
        Foot("24. november 2026"),
    ),
)

ENGLISH_SIGNUP = Slip(
    kind="signup",
    language=ENGLISH,
    blocks=(
        Masthead("Nørresundby Library"),
        Headline("You are on the list"),
        Title("Language café"),
        Facts((("When", "Monday 7 December at 17:00"), ("Where", "The hall"))),
        QrCode(f"https://hub.example.dk/k/{TOKEN}", "XZTR", "Cannot come? Scan this code at the kiosk."),
        Rule(),
        Foot("24 November 2026, 12:31"),
    ),
)

ARABIC = Slip(
    kind="signup",
    language=Language("ar"),
    blocks=(
        Masthead("Hovedbiblioteket"),
        Headline("أنت على القائمة"),
        Title("مقهى اللغة Språkcafé في المكتبة"),
        Facts((("متى", "الاثنين 7 ديسمبر 17:00"),)),
        QrCode(LINK, "XZTR", "لا يمكنك الحضور؟ امسح هذا الرمز."),
        Foot("24.11.2026"),
    ),
)

MANY_SCRIPTS = Slip(
    kind="signup",
    language=DANISH,
    blocks=(
        Masthead("Hovedbiblioteket"),
        Headline("Du står på listen"),
        Title("Sprogcafé: مقهى اللغة, Мовне кафе, Makhaayadda luqadda"),
        Facts((("متى", "الاثنين 7 ديسمبر (17:00)"), ("Коли", "понеділок, 7 грудня"), ("Goorma", "Isniin 7 Diseembar"))),
        Paragraph("مقهى اللغة (للجميع) في المكتبة: تعال مع صديق."),
        Paragraph("Їжак, ґанок, Єва: приходьте з другом. Isniinta la kulan asxaabtaada cusub."),
        QrCode(LINK, "BKRT", "هل تريد الإلغاء؟ امسح هذا الرمز (هنا)."),
        Foot("24. november 2026"),
    ),
)

ALL = {
    "signup": SIGNUP,
    "cancelled": CANCELLED,
    "book_tips": BOOK_TIPS,
    "english": ENGLISH_SIGNUP,
    "arabic": ARABIC,
    "many_scripts": MANY_SCRIPTS,
}
