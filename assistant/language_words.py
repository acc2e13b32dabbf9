"""Small words that tell a language: those that only English has, and those that it has not.

Chosen by hand. What a name may hold ("de", "el", "der") tells little. What English has too ("die",
"war", "come"), or a name is ("Wen", "Dove"), tells nothing and does not stand here.
"""

from __future__ import annotations

#: How much a word tells of its language.
CERTAIN, LIKELY, SLIGHT = 2.0, 1.0, 0.5

#: Words of English that the other languages here do not have, or hardly ever.
ENGLISH = frozenset(
    """about after against and any anybody anyone anything are at be because been before being
    between both by can cannot could did didn do doesn does doing done during each explain describe
    every for from gave give given had happened have having him his how if into it its itself let
    list made make many may might more most much must my not of other ought our out please said
    says shall she should show some someone something such summarize tell than that the their them
    then there these they thing things think this those through to told toward towards under until
    up upon us very wasn were what whats when where whether which while who whom whose why with
    within without would write wrote yes you your""".split()  # noqa: SIM905  # reads as a text
)

_GERMAN = {
    CERTAIN: """wer warum wann wieso weshalb welche welcher welches welchen welchem nicht und sind
    ist wurde wurden sagte sagten hatte hatten wollte wollten konnte konnten musste ich wir ihr
    mich euch kein keine keinen über gegenüber zwischen während gegen nach auch noch schon danke
    bitte guten hallo erzähle erzähl erkläre dachte wusste heißt wird werden habe haben sein seine
    einen einem auf""",
    LIKELY: "wo wie sie dass bei mit aus oder eine einer dem für",
    SLIGHT: "der die das den des ein von vom zum zur zu am was war es",
}
_FRENCH = {
    CERTAIN: """qui quoi quand pourquoi où combien quel quelle quels quelles était étaient sont
    c' qu' j' dit disait avec dans vous nous je ils elle cette leur leurs aussi mais été
    bonjour merci salut voudrais savoir parlez ça avait avaient""",
    LIKELY: "que est une sur ce ces cet se ses ne pas son par va comment pour",
    SLIGHT: "le la les de des du d' l' n' en et au un il à",
}
_SPANISH = {
    CERTAIN: """quién quien quiénes quienes qué cuándo cuando dónde donde porqué cómo cuál cuáles
    cuántos cuanto fue fueron estaba están está dijo dijeron según sobre háblame hablas cuéntame
    cuentame gracias hola días español entiendo pasó ocurrió tenía había hubo eran pero muy
    más también""",
    LIKELY: "que era como cual sus su una con entre desde hasta son buenos buenas",
    SLIGHT: "el la los las de del y en al por para un no",
}
_ITALIAN = {
    CERTAIN: """perché quando quale quali qual disse dissero cosa sono stato stata erano aveva
    avevano hanno della dello degli delle nella nello nelle sulla sulle dalla dalle gli questo
    questa quello anche dimmi parlami capisco grazie ciao buongiorno""",
    LIKELY: "chi che è era dove più una stai fu",
    SLIGHT: "il lo la le di da dei al e i con per un nel sul come non",
}
_PORTUGUESE = {
    CERTAIN: """quem quando onde qual quais foi foram disse disseram aconteceu estão está são você
    não uma pelo pela pelos pelas sobre fale também português obrigado obrigada olá eram""",
    LIKELY: "que porque como era mais um nos nas dia bom conte",
    SLIGHT: "o a os as de do da dos das e em no na para com por ao",
}
_DUTCH = {
    CERTAIN: """waarom wanneer waar welke hoe zei zeiden werd werden heeft hebben niet het een zijn
    voor tegen naar ook maar zij hij deze dit bedankt hallo waren""",
    LIKELY: "wat wie met aan bij uit om dat",
    SLIGHT: "de van den der te ter ten en was is",
}
_POLISH = {
    CERTAIN: """kto dlaczego kiedy gdzie jak który która które był była było byli jest są się
    przez czy powiedział oraz""",
    LIKELY: "kim co dla nie po",
    SLIGHT: "i w z na do o",
}
_SCANDINAVIAN = {
    CERTAIN: """hvem hvad hva hvor hvorfor hvornår hvordan hvilken vem vad varför när hur vilken
    sade sagde och ikke inte blev jeg jag""",
    LIKELY: "til var att det den er og är",
    SLIGHT: "som av på i en et ett med",
}
_OTHERS = {
    CERTAIN: """kimdir nedir niçin neden nasıl nerede için kdo byl byla proč kdy kde miért mikor
    kicsoda mondott cine când unde fost este kuka kuinka miksi milloin missä siapa apakah mengapa
    kapan dimana bagaimana tentang là gì của""",
    LIKELY: "ve apa yang jest hogy jak",
    SLIGHT: "ki mit co je oli",
}

#: Of each language, or group of them, how much each of its words tells. What ends in an
#: apostrophe stands before another word ("qu'il").
OTHERS = tuple(
    {word: rank for rank, words in ranks.items() for word in words.split()}
    for ranks in (
        *(_GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH, _POLISH),
        *(_SCANDINAVIAN, _OTHERS),
    )
)
