"""The medicines that do not go with naltrexone: a small table, each with its group and its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MedicineGroup(StrEnum):
    """Why a medicine matters beside naltrexone, the most serious reason first."""

    OPIOID_AGONIST_TREATMENT = "opioid_agonist_treatment"
    OPIOID_ANALGESIC = "opioid_analgesic"
    OPIOID_ANTITUSSIVE = "opioid_antitussive"
    OPIOID_ANTIDIARRHOEAL = "opioid_antidiarrhoeal"
    HEPATOTOXIC = "hepatotoxic"
    SEDATING = "sedating"


OPIOID_GROUPS = frozenset(
    {
        MedicineGroup.OPIOID_AGONIST_TREATMENT,
        MedicineGroup.OPIOID_ANALGESIC,
        MedicineGroup.OPIOID_ANTITUSSIVE,
        MedicineGroup.OPIOID_ANTIDIARRHOEAL,
    }
)

GROUP_NAMES: dict[MedicineGroup, str] = {
    MedicineGroup.OPIOID_AGONIST_TREATMENT: "opioid treatment (methadone, buprenorphine)",
    MedicineGroup.OPIOID_ANALGESIC: "opioid painkiller",
    MedicineGroup.OPIOID_ANTITUSSIVE: "opioid cough medicine",
    MedicineGroup.OPIOID_ANTIDIARRHOEAL: "opioid medicine for diarrhoea",
    MedicineGroup.HEPATOTOXIC: "hard on the liver",
    MedicineGroup.SEDATING: "sedating",
}

REASONS: dict[MedicineGroup, str] = {
    MedicineGroup.OPIOID_AGONIST_TREATMENT: (
        "It and naltrexone exclude each other: naltrexone can bring on sudden, severe withdrawal, "
        "for as long as two weeks after the last dose."
    ),
    MedicineGroup.OPIOID_ANALGESIC: (
        "Naltrexone blocks it, so it will not relieve pain; somebody used to it can go into sudden withdrawal, "
        "and taking more to overcome the block can end in overdose."
    ),
    MedicineGroup.OPIOID_ANTITUSSIVE: (
        "It contains an opioid: naltrexone blocks it, and somebody used to it can go into sudden withdrawal."
    ),
    MedicineGroup.OPIOID_ANTIDIARRHOEAL: (
        "It acts on opioid receptors: naltrexone blocks it, and somebody used to much of it can go into withdrawal."
    ),
    MedicineGroup.HEPATOTOXIC: (
        "It can harm the liver, and so can naltrexone: both together only where the benefit outweighs that, "
        "with liver tests."
    ),
    MedicineGroup.SEDATING: "Together with naltrexone, lethargy and sleepiness were reported.",
}

OPIOIDS = "naltrexone labels, contraindications and drug interactions: opioid-containing medicines"
SWITCHING = "naltrexone ER label, 2.3 and 5.3: switching from buprenorphine or methadone"
LIVER = "label of this medicine, boxed warning on the liver; naltrexone tablet label, hepatotoxicity"
TABLETS = "naltrexone tablet label, drug interactions"
GUT = OPIOIDS + "; label of this medicine: acts on opioid receptors of the gut"
CLINIC = "added by this clinic"


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine with the further names that it goes by: brands, Spanish names, and what people call it."""

    name: str
    group: MedicineGroup
    source: str
    names: tuple[str, ...] = ()


def _listed(group: MedicineGroup, source: str, lines: str) -> tuple[Medicine, ...]:
    """One medicine to a line: the generic name, a colon, and its other names between commas."""
    found = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, _, others = line.partition(":")
        found.append(Medicine(name, group, source, tuple(filter(None, map(str.strip, others.split(","))))))
    return tuple(found)


MEDICINES: tuple[Medicine, ...] = (
    *_listed(
        MedicineGroup.OPIOID_AGONIST_TREATMENT,
        SWITCHING,
        """
        methadone: metadona, dolophine, methadose
        buprenorphine: buprenorfina, suboxone, suboxona, subutex, zubsolv, sublocade, brixadi, belbuca, butrans, bupe
        """,
    ),
    *_listed(
        MedicineGroup.OPIOID_ANALGESIC,
        OPIOIDS,
        """
        codeine: codeina, tylenol 3, tylenol 4, co codamol
        morphine: morfina, ms contin, kadian
        oxycodone: oxicodona, oxycontin, oxicontin, percocet, roxicodone, endocet, oxy, perc
        hydrocodone: hidrocodona, vicodin, norco, lortab, lorcet
        hydromorphone: hidromorfona, dilaudid
        oxymorphone: oximorfona, opana
        fentanyl: fentanilo, duragesic, actiq
        tramadol: ultram, ultracet
        tapentadol: nucynta
        meperidine: meperidina, pethidine, petidina, demerol
        levorphanol: levorfanol
        butorphanol: butorfanol, stadol
        nalbuphine: nalbufina, nubain
        pentazocine: pentazocina, talwin
        """,
    ),
    *_listed(
        MedicineGroup.OPIOID_ANTITUSSIVE,
        OPIOIDS,
        """
        hydrocodone cough syrup: hycodan, tussionex, tussigon, hydromet
        codeine cough syrup: cheratussin, tuxarin, tuzistra, robitussin ac
        dihydrocodeine: dihidrocodeina
        pholcodine: folcodina
        """,
    ),
    *_listed(
        MedicineGroup.OPIOID_ANTIDIARRHOEAL,
        GUT,
        """
        loperamide: loperamida, imodium
        diphenoxylate: difenoxilato, lomotil
        difenoxin: difenoxina, motofen
        eluxadoline: eluxadolina, viberzi
        opium tincture: paregoric, paregorico, tincture of opium, tintura de opio
        """,
    ),
    *_listed(
        MedicineGroup.HEPATOTOXIC,
        LIVER,
        """
        isoniazid: isoniazida, inh, rifamate
        valproate: valproato, valproic acid, acido valproico, divalproex, depakote, depakene
        ketoconazole: ketoconazol
        methotrexate: metotrexato, trexall
        leflunomide: leflunomida, arava
        nevirapine: nevirapina, viramune
        propylthiouracil: propiltiouracilo
        dantrolene: dantroleno, dantrium
        felbamate: felbamato, felbatol
        amiodarone: amiodarona, pacerone
        """,
    ),
    *_listed(MedicineGroup.HEPATOTOXIC, TABLETS, "disulfiram: antabuse"),
    *_listed(MedicineGroup.SEDATING, TABLETS, "thioridazine: tioridazina, mellaril"),
)
