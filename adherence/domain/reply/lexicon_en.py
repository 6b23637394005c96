"""English words: classes that the rules name, texting spellings, and words whose typing errors are mended."""

from __future__ import annotations

from adherence.domain.reply.folding import listed, paired, worded

CLASSES: dict[str, tuple[str, ...]] = {
    "be": listed(
        r"""
        am | is | are | was | were | been | be | being | feel | feeling | felt | feels | got | get | getting"""
    ),
    "drug": listed(r"naltrexone | vivitrol | revia | nal | naltrex | antabuse | ldn"),
    "pill": listed(
        r"""
        <drug> | pills? | meds? | medications? | medicines? | tablets? | tabs? | dose | doses | capsules? | pilla"""
    ),
    "other_medicine": listed(
        r"""
        vitamins? | multi ?vitamins? | tylenol | advil | ibuprofen | aspirin | motrin | aleve | melatonin | benadryl
        | antibiotics? | anti ?depressants? | blood pressure | bp | insulin | metformin | zoloft | lexapro | prozac
        | trazodone | gabapentin | wellbutrin | seroquel | allergy | claritin | zyrtec | nyquil | dayquil | mucinex
        | probiotics? | supplements? | fish oil | birth control | other (?:<pill>) | inhaler | antacids? | tums
        | thyroid | cholesterol | heart (?:<pill>) | statin | water pill | sleeping pill | creatine | protein | iron
        | magnesium | zinc | b12 | vitamin \w | lisinopril | levothyroxine"""
    ),
    "shot": listed(
        r"""
        (?:the |my |that |this |next |monthly |a )?(?:shot|injection|vivitrol|jab) | shot appointment"""
    ),
    "score_word": listed(
        r"""
        one | two | three | four | five | six | seven | eight | nine | ten | zero | uno | dos | tres | cuatro
        | cinco | seis | siete | ocho | nueve | diez | cero"""
    ),
    "which": listed(
        r"""
        this | that | todays | tonights | a | 1 | one | morning | night | evening | daily | last | whole | full | all
        | of | those"""
    ),
    "it": listed(
        r"""
        it | that | them | one | mine | both | those | these | any
        | (?:my |the |<which> )*(?:<pill>|one)
        | todays | tonights | mornings | this mornings | yesterdays | last nights"""
    ),
    "opioid": listed(
        r"""
        percs? | percocets? | perks | oxys? | oxies | oxycodone | oxycontin | roxys? | roxies | roxicodone
        | blues | vicodins? | vics | vikes | norcos? | hydrocodones? | hydros | lortabs? | lorcet | dope | heroin
        | heroine | smack | fent | fentanyl | fetty | fenty | fentanol | morphine | codeine | tramadols? | ultram
        | trams | dilaudid | dilly | dillies | hydromorphone | oxymorphone | opana | methadone | suboxone | subs
        | subutex | suboxon | sublocade | buprenorphine | bupe | zubsolv | kratom | opium | opioids? | opiates?
        | pain ?pills? | pain ?killers? | black tar | china white | m 30s? | m30s? | 30s | demerol | tylenol 3s?
        | tylenol with codeine | tianeptine | speedball | pressed pills | pressies | fentalog | nods | narcotics?
        | h | oxycodones | nitazenes?"""
    ),
    "unnamed_drug": listed(
        r"""
        some pills? | pills? | drugs? | some stuff | something | some shit | a bag | a bump | a hit | a pill
        | a few pills | a couple pills"""
    ),
    "other_drug": listed(
        r"""
        coke | cocaine | crack | meth | crystal | tina | ice | weed | pot | marijuana | cannabis | joints?
        | blunts? | bud | edibles? | gumm(?:y|ies) | molly | mdma | ecstasy | xanax | xans? | bars | benzos?
        | adderall | addys? | ketamine | shrooms | acid | speed | blow | spice | k2 | a line | lines | whippets?
        | dabs? | thc | a bowl | bowl | bong | pcp | bath salts | a j | tree | trees | kush | reefer | ganja"""
    ),
    "alcohol": listed(
        r"""
        beers? | brews? | brewskis? | wine | vodka | whiske?y | tequila | rum | gin | bourbon | liquor | booze
        | alcohol | margaritas? | margs? | cocktails? | champagne | hard seltzers? | white claws? | claws
        | seltzers? | mimosas? | martinis? | hennessy | henny | jager | fireball | tall ?boys? | forty | 40 ?oz
        | six ?pack | 6 ?pack | 12 ?pack | drinks | a drink | drinky | cold ones? | a fifth | handle of | ipas?
        | sangria | prosecco | scotch | ciders? | moonshine | shots of <liquid> | modelos? | coronas?
        | bud lights? | four lokos? | old fashioneds? | daiquiris? | pints? | a bottle of wine | nightcap"""
    ),
    "liquid": listed(r"vodka | tequila | whiske?y | jager | fireball | rum | patron | hennessy | jack"),
    "container": listed(
        r"""
        glass(?:es)? | bottles? | cans? | pints? | shots? | drinks? | rounds? | pitchers? | packs? | sips?
        | beers?"""
    ),
    "count": listed(
        r"""
        an? | one | two | three | four | five | six | seven | eight | nine | ten | couple | a couple | a few
        | few | some | several | too many | way too many | \d+ | couple of | a couple of | a lot of | a bunch of
        | half a | like \d+ | a bottle of | like a | another | the | my | all the | too much | just one | only one"""
    ),
    "other_person": listed(
        r"""
        family | folks | in laws
        | he | she | they | him | her | brother | sister | mom | mother | dad | father | husband | wife
        | boyfriend | girlfriend | bf | gf | son | daughter | roommate | roomie | friend | friends | buddy
        | cousin | cousins | neighbors? | boss | coworkers? | uncle | aunt | ex | kids? | everyone | everybody
        | people | dude | guys | partner | dog | cat | baby | grandma | grandpa"""
    ),
    "texts": listed(
        r"""
        texts? | messages? | msgs? | mssgs? | sms | reminders? | notifications? | alerts? | check ?ins?
        | these texts | texting | messaging | texts from you"""
    ),
    "yes": listed(
        r"""
        yes | yeah | yep | yup | yea | ya | yah | yas | yess | yessir | yes sir | yes maam | yessum | yezzir
        | yessirski | sure | sure did | absolutely | definitely | def | of course | ofc | course | affirmative
        | affirm | correct | right | 10 - 4 | 10 4 | ten four | you bet | uh huh | mhm | mmhmm | mm hmm | mmhm
        | for sure | fs | totally | indeed
        | i did(?! not)
        | did(?! not| i| you| u| the| my| we| he| she) | aye | yuh | yeh | ye | yus | ys | roger | roger that
        | yassss | heck yeah | hell yeah | hell yes | 100 % | always | true | oui | yees | certainly | positive
        | bet | all set | all good | good to go | yeppers | yupp | yuppers | yep yep | for sure | done deal | easy
        | emoji_yes"""
    ),
    "no": listed(
        r"""
        no | nope | nah | naw | nay | na | noo | negative | never | uh uh | nuh uh | no way | hell no | heck no
        | not a chance | no chance | fat chance | no maam | no sir | not really | nop | nopes | nada
        | not at all | emoji_no | no i did not | nos"""
    ),
    "meal": listed(
        r"""
        breakfast | lunch | dinner | supper | food | coffee | my coffee | snack | the news | church | work
        | school | bed | bedtime | shower | gym | class | meeting | practice | my shift | shift | court"""
    ),
    "laugh": listed(
        r"""
        lol | lmao | lmfao | haha+ | rofl | hehe+ | jk | emoji_laugh | lolol | ha ha | ha | hah | heh"""
    ),
    "weekday": listed(
        r"""
        mondays? | mon | tuesdays? | tues? | wednesdays? | weds? | thursdays? | thurs? | thu | fridays? | fri
        | saturdays? | sat | sundays? | sun"""
    ),
    "event": listed(
        r"""
        wedding | reception | party | parties | birthday | bday | b day | concert | festival | game
        | super ?bowl | tailgate | happy hour | bbq | barbe?que | cook ?out | reunion | funeral | wake
        | anniversary | bachelor party | bachelorette | bachelorette party | bachelor | new years? | nye
        | christmas | xmas | thanksgiving | holiday | holidays | halloween | 4th of july | fourth of july
        | memorial day | labor day | st pattys | st patricks | vegas | bar | bars | club | pub | brewery | winery
        | cruise | payday | pay day | get paid | paid | divorce | ex | court | date night | vacation
        | poker night | girls night | guys night | boys night | game night | bowling | casino | football
        | the game | baby shower | shower party | graduation | prom | company dinner | open bar | kegger | rager
        | going out | drinks with | wine tasting | mardi gras | cinco de mayo"""
    ),
    "symptom": listed(
        r"""
        nausea | nauseous | nauseated | nauseas | queasy | vomit(?:ing|ed)? | throwing up | threw up | throw up
        | thrown up | throws? up | puk(?:e|ed|ing) | barf(?:ed|ing)? | dizzy | dizziness | light ?headed | woozy
        | headaches? | head aches? | migraines? | drowsy | drowsiness | sleepy | zombie | foggy | brain fog
        | insomnia | diarrhea | diarrea | the runs | constipat(?:ed|ion) | stomach ?aches? | tummy ?aches?
        | belly ?aches? | bellyache | cramps? | cramping | rash(?:es)? | itch(?:y|ing|es)? | hives | welts
        | night ?sweats | sweat(?:s|ing|y) | shaky | shaking | shakes | tremors? | nightmares? | vivid dreams?
        | weird dreams? | crazy dreams? | no appetite | lost (?:my )?appetite | dry mouth | palpitations | blurry
        | numb | numbness | tingling | hot flashes | chills | fever | fevers | swollen | swelling | bruise
        | bruised | bruising | side effects? | a reaction | reaction | allergic | joint pain | muscle pain
        | body aches? | achy | aches | cramped | heartburn | bloated | gassy | mood swings | irritable
        | no sex drive | libido | ed | jittery | jitters | ringing in my ears | metallic taste | hair loss
        | weight gain | fatigue | fatigued | lethargic | wiped out | upset stomach | stomach upset
        | sick to my stomach | sour stomach | gag(?:ging|ged)? | dry heav(?:es|ing) | spins | spinning
        | pins and needles | cold sweats | goosebumps | burning"""
    ),
    "bodypart": listed(
        r"""
        stomach | tummy | belly | gut | guts | head | back | joints? | muscles? | legs? | arms? | butt | hip
        | hips | ass | cheek | bones | body | chest | eyes? | skin | mouth | side | injection site
        | injection spot | shot site | spot | liver | knees? | ears? | throat | feet | hands? | glute | rear
        | bum | backside | site | area | place"""
    ),
    "hurts": listed(
        r"""
        hurts? | hurting | aches? | aching | killing me | sore | in knots | messed up | a mess | cramping
        | throbbing | on fire | burning | burns | tender | swollen | upset | wrecked | churning | pounding
        | acting up | bothering me | spinning | pain | itchy | itches | numb | stiff | bugging me | off | turning
        | not right | twisted | jacked up | fucked up | splitting | is not agreeing"""
    ),
    "site": listed(
        r"""
        injection site | shot site | injection spot | site | spot
        |
        | where (?:i got|i had|they put|(?:they|you|she|he|the nurse) gave)(?: me)?(?: the| my)? (?:shot|jab|injection)
        | butt | cheek | hip | lump | bump | knot | injection | shot | area | glute"""
    ),
    "more_soon": listed(
        r"""
        soon | later | l8r | in a bit | in a little | in a few | in a min(?:ute)? | in a sec(?:ond)?
        | in a while | in a little bit | in a moment | shortly | after | when | once | as soon as | before
        | tonight | this evening | this afternoon"""
    ),
    "busy": listed(
        r"""
        in the middle of \w+ | busy | driving | sleeping | napping | commuting
        | in class | in a meeting | in meetings | at work | working | in the shower | on a call
        | on the phone | at the gym | at school | in court | at church | on the road | on the bus | on the train
        | at the store | at the doctors? | in line | on shift | on the clock | cooking | eating | at practice
        | with a client | with a customer | in traffic | stuck in traffic | asleep | in bed | at dinner
        | on my break | at a funeral | on the line | at the airport | on a plane | about to board | out and about
        | shopping | grocery shopping | outside | on my way home | not home | away from home | out right now
        | running errands | out of the house | at the dentist | walking the dog"""
    ),
}

TEXTING: dict[str, str] = paired(
    """
    u=you; ur=your; r=are; b4=before; 2nite=tonight; 2night=tonight; tonite=tonight; 2day=today; 2moro=tomorrow;
    2morrow=tomorrow; 2mrw=tomorrow; tmrw=tomorrow; tmr=tomorrow; tmw=tomorrow; tomoro=tomorrow;
    tomorow=tomorrow; tommorow=tomorrow; tommorrow=tomorrow; tomm=tomorrow; w=with; wit=with; cuz=because;
    cause=because; bc=because; bcuz=because; coz=because; rn=right now; omw=on my way; idk=do not know;
    iono=do not know; dunno=do not know; tho=though; gonna=going to; gunna=going to; gon=going to; gna=going to;
    finna=about to; boutta=about to; bouta=about to; bout=about; gotta=have to; hafta=have to; wanna=want to;
    wana=want to; gimme=give me; lemme=let me; imma=i will; ima=i will; tryna=trying to; ty=thanks; thx=thanks;
    tx=thanks; thnx=thanks; thanx=thanks; tysm=thanks; pls=please; plz=please; plse=please; ppl=people;
    prob=probably; probs=probably; prolly=probably; l8r=later; l8=late; gr8=great; m8=mate; yrs=years; hrs=hours;
    hr=hour; hs=hours; mins=minutes; min=minutes; mns=minutes; appt=appointment; apt=appointment;
    appts=appointment; appnt=appointment; apts=appointment; msg=message; msgs=messages; txt=text; txts=texts;
    txting=texting; nite=night; thru=through; abt=about; smth=something; sumthing=something; sth=something;
    alot=a lot; def=definitely; nvm=never mind; fr=for real; cant=can not; cannot=can not; cnt=can not;
    dont=do not; dnt=do not; cnat=can not; theyd=they would; theyll=they will; youd=you would; hed=he would;
    weve=we have; itd=it would; ca=can; dnot=do not; doesnt=does not; didnt=did not; ididnt=i did not;
    idid=i did; itook=i took; itookit=i took it; ihavent=i have not; iforgot=i forgot; imissed=i missed;
    idont=i do not; icant=i can not; ineed=i need; iwant=i want; tookmy=took my; notyet=not yet;
    forgotit=forgot it; didint=did not; didn=did not; dint=did not; ddnt=did not; didt=did not; dident=did not;
    wont=will not; wouldnt=would not; couldnt=could not; shouldnt=should not; isnt=is not; arent=are not;
    wasnt=was not; werent=were not; havent=have not; havnt=have not; havn=have not; hasnt=has not; hadnt=had not;
    aint=is not; im=i am; iam=i am; ive=i have; its=it is; thats=that is; whats=what is; whos=who is; hes=he is;
    shes=she is; theyre=they are; youre=you are; youve=you have; id=i would; theres=there is; wheres=where is;
    hows=how is; shoulda=should have; woulda=would have; coulda=could have; shouldve=should have;
    wouldve=would have; couldve=could have; itll=it will; theyll=they will; shouldof=should have; tok=took;
    tuk=took; tookit=took it; tookk=took; toook=took; tooj=took; tooki=took; toom=took; tooked=took; taked=took;
    tooken=taken; takin=taking; tkaing=taking; tkn=taken; tken=taken; takn=taken; takeing=taking; didit=did it;
    doen=done; dun=done; donee=done; dome=done; yse=yes; yess=yes; ys=yes; yex=yes; yws=yes; tes=yes; yers=yes;
    eys=yes; yesh=yes; yeas=yes; yeahh=yeah; yaeh=yeah; yeha=yeah; teh=the; hte=the; nto=not; hvae=have;
    alredy=already; alrdy=already; alr=already; laready=already; allready=already; latr=later; latter=later;
    ltr=later; lter=later; lataer=later; fogot=forgot; forgat=forgot; forgoten=forgot; forgotten=forgot;
    frgt=forgot; 4got=forgot; 4gor=forgot; forgt=forgot; forgott=forgot; miss3d=missed; skiped=skipped; abd=and;
    anf=and; nd=and; wrk=work; hm=home; hme=home; brkfst=breakfast; bfast=breakfast; wkend=weekend;
    mornin=morning; drs=doctor; dr=doctor; doc=doctor; docs=doctor; kms=kill myself; kys=kill yourself;
    sucide=suicide; suicid=suicide; suiside=suicide; od=overdose; oded=overdosed; ods=overdose; oding=overdosing;
    diarrea=diarrhea; diareah=diarrhea; diarrhoea=diarrhea; diahrrea=diarrhea; nautious=nauseous;
    nausious=nauseous; naseous=nauseous; nauseus=nauseous; nausous=nauseous; nauseas=nauseous; barfing=vomiting;
    naltrexona=naltrexone; naltrxone=naltrexone; naltraxone=naltrexone; trexone=naltrexone; naltrexon=naltrexone;
    trexan=naltrexone; vivatrol=vivitrol; vivatrole=vivitrol; heroine=heroin; herion=heroin; heroun=heroin;
    fentynal=fentanyl; fentanol=fentanyl; oxi=oxy; oxis=oxys; percoset=percocet; percosets=percocets;
    perkocet=percocet; suboxen=suboxone; wen=when; wat=what; wht=what; wut=what; thot=thought; tn=tonight;
    atm=right now; asap=as soon as possible; bday=birthday; okay=ok; okey=ok; okie=ok; oki=ok; kk=ok; okk=ok;
    whn=when; sry=sorry; srry=sorry; ystrday=yesterday; yday=yesterday; yest=yesterday; yesturday=yesterday;
    yestarday=yesterday; 2mro=tomorrow; sched=schedule; resched=reschedule; resch=reschedule; cya=see you;
    ttyl=talk to you later; brb=in a bit; n8=night; ughh=ugh; 2x=twice; em=them; drnk=drank; alvie=alive;
    knwo=know; tkae=take; dei=die; 1x=once; hangover=hungover; wan=want; wnat=want; wnt=want; wnna=want to;
    wanto=want to; wannna=want to; wamt=want; dei=die; diie=die; dieing=dying; kil=kill; kiil=kill; killl=kill;
    myslf=myself; myelf=myself; mself=myself; mysef=myself; suicidial=suicidal; sucidal=suicidal;
    suicdal=suicidal; sucicide=suicide; sucied=suicide; aboutta=about to; fina=about to; helpp=help;
    relaps=relapse; relapsd=relapsed; relapst=relapsed; relapced=relapsed; rilapsed=relapsed; relpased=relapsed;
    realpsed=relapsed; relapseed=relapsed; relapsin=relapsing; relasped=relapsed; relapesd=relapsed;
    tonigt=tonight; tonght=tonight; toko=took; tokk=took; ttok=took; otok=took; tlok=took; toke=took; stahp=stop;
    stap=stop; yr=year
    """
)

# A word of five letters or more that is one slip away from one of these is read as it; opt-out keywords are never
# here.
MENDABLE: tuple[str, ...] = worded(
    """
    already taken taking tonight tomorrow yesterday later forgot forget missed skipped swallowed naltrexone
    vivitrol injection appointment reschedule medication medicine pills tablet refill pharmacy insurance suicide
    suicidal breathe breathing overdose overdosed heroin fentanyl percocet oxycodone suboxone methadone morphine
    vicodin relapsed relapse drinking drank cravings craving nauseous nausea vomiting headache headaches dizzy
    stomach diarrhea constipated remind reminder reminders another wrong number monday tuesday wednesday thursday
    friday saturday sunday wedding party birthday minutes hours dinner breakfast lunch shower pregnant surgery
    breastfeeding doctor prescription struggling terrible awful great better thanks please morning evening
    alive strong forever goodbye existing burden hopeless worthless pills drank sober
    remember anymore havent myself swollen throat chest withdrawal seizure yellow slipped hungover allergic
    itching
    """
)
