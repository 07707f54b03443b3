"""Words that made-up enterprises, people and streets are named with."""


def listed(text: str) -> list[str]:
    """Return the words of ``text``, which commas separate."""
    return text.split(", ")


TRADES = {  # by the BCE's code of the language
    "1": listed(
        "Boulangerie, Garage, Menuiserie, Librairie, Pharmacie, Toiture, Électricité, Brasserie, "
        "Fromagerie, Jardinerie, Imprimerie, Plomberie, Carrosserie, Coiffure, Traiteur, "
        "Horlogerie, Pépinière, Scierie, Ébénisterie, Optique"
    ),
    "2": listed(
        "Bakkerij, Garage, Schrijnwerkerij, Boekhandel, Apotheek, Dakwerken, Elektriciteit, "
        "Brouwerij, Kaasmakerij, Tuincentrum, Drukkerij, Loodgieterij, Carrosserie, Kapsalon, "
        "Traiteur, Juwelier, Kwekerij, Zagerij, Optiek"
    ),
    "3": listed(
        "Bäckerei, Autohaus, Schreinerei, Buchhandlung, Apotheke, Dachdeckerei, Elektro, "
        "Brauerei, Käserei, Gärtnerei, Druckerei, Klempnerei, Friseursalon, Metzgerei, "
        "Uhrmacherei, Sägewerk, Optik, Getränkemarkt"
    ),
    "4": listed(
        "Consulting, Services, Solutions, Logistics, Holding, Partners, Design, Systems, Trading, Media"
    ),
}
SURNAMES = listed(
    "Lemaire, Dubois, Lambert, Dupont, Simon, Leclercq, Renard, Collard, Hubert, Denis, Bodart, "
    "Noël, Évrard, Gérard, Lefèvre, Peeters, Janssens, Maes, Jacobs, Mertens, Willems, Claes, "
    "Goossens, Wouters, De Smet, Van Damme, Vermeulen, Aerts, Hermans, Schmitz, Müller, Keutgen, "
    "Jost, Schröder, Reuter, Weber, Kessel, Yildiz, Benali, Rossi, Nguyen, Silva, Popescu, "
    "Kowalski, Collignon, Warnier, Thonon, Pirotte, Masson, Gilles, Mathieu, Fontaine, Delvaux, "
    "Marchal, Wauters, Bosmans, Stevens"
)
FIRST_NAMES = listed(
    "Marie, Jean, Sophie, Luc, Anne, Pierre, Nathalie, Marc, Julie, Thomas, Élodie, François, "
    "Amélie, Benoît, Chloé, Jan, An, Tom, Els, Wim, Lotte, Bram, Klaus, Heike, Jürgen, Mehmet, "
    "Fatima, Youssef, Sara, Nicolas, Léa, Hugo, Emma, Louis, Noé, Zoé"
)
SYLLABLES = listed(
    "ba, be, bi, bo, bra, cal, cen, cor, da, del, dex, do, el, fa, fen, fi, ga, gra, hel, im, ka, "
    "kor, la, len, lo, lux, ma, mer, mi, na, nex, no, or, pa, per, pra, qua, ra, ri, ron, sa, "
    "sol, ta, ter, ti, tra, ul, va, ver, vi, wal, xi, za, zen"
)
TOWNS = (
    ("5000", "Namur", "Namen"),
    ("4000", "Liège", "Luik"),
    ("6000", "Charleroi", "Charleroi"),
    ("7000", "Mons", "Bergen"),
    ("1300", "Wavre", "Waver"),
    ("4700", "Eupen", "Eupen"),
    ("4780", "Sankt Vith", "Sankt Vith"),
    ("6700", "Arlon", "Aarlen"),
    ("1000", "Bruxelles", "Brussel"),
    ("9000", "Gand", "Gent"),
    ("2000", "Anvers", "Antwerpen"),
    ("8000", "Bruges", "Brugge"),
    ("6800", "Libramont-Chevigny", "Libramont-Chevigny"),
    ("4800", "Verviers", "Verviers"),
)
STREETS = (
    ("Rue du Four", "Ovenstraat"),
    ("Rue de la Gare", "Stationsstraat"),
    ("Grand-Place", "Grote Markt"),
    ("Chemin des Scieurs", "Zagersweg"),
    ("Rue de l’Église", "Kerkstraat"),
    ("Avenue Albert Ier", "Albert I-laan"),
    ("Chaussée de Dinant", "Steenweg op Dinant"),
    ("Rue du Moulin", "Molenstraat"),
    ("Quai de Meuse", "Maaskaai"),
)
FORMS = {  # code → as in names, then in French, Dutch and German
    "610": (
        "SRL",
        "Société à responsabilité limitée",
        "Besloten vennootschap",
        "Gesellschaft mit beschränkter Haftung",
    ),
    "014": ("SA", "Société anonyme", "Naamloze vennootschap", "Aktiengesellschaft"),
    "017": (
        "ASBL",
        "Association sans but lucratif",
        "Vereniging zonder winstoogmerk",
        "Vereinigung ohne Gewinnerzielungsabsicht",
    ),
    "706": ("SC", "Société coopérative", "Coöperatieve vennootschap", "Genossenschaft"),
    "612": ("SComm", "Société en commandite", "Commanditaire vennootschap", "Kommanditgesellschaft"),
}
SITUATIONS = {
    "000": ("Situation normale", "Normale toestand", "Normale Lage"),
    "012": ("Ouverture de liquidation", "Opening van de vereffening", "Eröffnung der Liquidation"),
    "050": ("Ouverture de faillite", "Opening van het faillissement", "Eröffnung des Konkurses"),
}
NACE = {
    "10711": ("Boulangerie", "Bakkerij", "Bäckerei"),
    "43320": ("Travaux de menuiserie", "Schrijnwerk", "Schreinerarbeiten"),
    "45201": ("Entretien de véhicules", "Onderhoud van voertuigen", "Wartung von Fahrzeugen"),
    "47730": ("Pharmacie", "Apotheek", "Apotheke"),
    "56101": ("Restauration", "Restaurant", "Gaststätte"),
    "62010": ("Programmation informatique", "Programmeren", "Programmierung"),
    "70220": ("Conseil de gestion", "Bedrijfsadvies", "Unternehmensberatung"),
}
