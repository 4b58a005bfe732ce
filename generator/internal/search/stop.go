package search

import (
	"maps"
	"slices"
	"strings"
)

// stops are words of a language that say little about what is looked for. Words that might be a subject in a handbook
// are not among them.
var stops = map[string]string{
	"de": `aber als am an auch auf aus bei bin bis da damit dann das dass dem den der des die dies diese diesem diesen dieser
		dieses doch du durch ein eine einem einen einer eines er es etwas für habe haben hat hatte ich ihr ihre im in ins ist
		jemand kann kein keine können man mein meine mich mir mit muss müssen nach nicht noch nur ob oder ohne sein seine sich
		sie sind so soll über um und uns unser unsere unter vom von vor wann war warum was weil welche welcher welches wenn
		wer werde werden wie will wir wird wo wohin wurde zu zum zur`,
	"en": `a an the and or but if then than so as of at by for from in into on to up out off with without about is am are was
		were be been being do does did done has have had can could may might shall should will would must i me my we us our
		you your he she it its they them their this that these those there here what which who whom whose when where why how
		any some someone anyone something not no`,
	"es": `a al algo alguien ante aquel como con cual cuando de del desde donde el él ella ellos en entre era es esa ese eso
		está están esta este esto fue ha hacer han hasta hay la las le les lo los me mi mis muy no nos nosotros nuestra nuestro
		o os para pero por porque puede puedo que qué quien quién se ser si sin sobre son soy su sus te tengo tu un una uno y
		ya yo`,
	"fr": `a à ai au aux avec avez avons ce ceci cela ces cet cette comment dans de des donc dont du elle elles en entre es est et
		être eu fait faut il ils j je l la le les leur leurs lui ma mais me mes moi mon ne nos notre nous on ont ou où par pas
		peut peux pour pourquoi qu quand que quel quelle quelles quels qui quoi sa sans se ses si son sont suis sur ta te tes
		ton tu un une vos votre vous y`,
	"it": `a ad agli ai al alla alle allo anche che chi ci come con cosa cui da dai dal dalla dalle de dei del della delle di do
		dove e è ed era fare fra gli ha hanno ho i il in io la le lei li lo loro lui ma me mi mia mie mio ne nei nel nella nelle
		no noi non nostra nostro o per perché più possa può quale quali quando quello questa queste questi questo qui se sei
		senza si sono sta su sua sue sui sul sulla suo tra tu un una uno vi voi`,
	"nl": `aan al als bij dan dat de deze die dit doe doen door een en er ergens had heb hebben heeft hem het hier hij hoe hun
		iemand iets ik in is je kan kunnen maar mag me met mij mijn moet moeten na naar niet nog nu of om onder ons onze ook op
		over te tegen tot u uit van voor waar waarom wanneer was wat we welke werd wie wij wil worden wordt zal ze zich zij zijn
		zo zonder zou`,
	"pt": `a à ao aos as às até com como da das de dela dele do dos e é ela elas ele eles em entre era essa esse esta está este eu
		foi há isso isto já lhe lo mais mas me meu minha muito na não nas nem no nos nossa nosso num numa o onde os ou para pela
		pelo pode por porque posso qual quando que quem se sem ser seu seus só sobre sou sua suas são também te tem tenho ter um
		uma você`,
}

// stopTerms returns the stop words of a language as terms, sorted.
func stopTerms(language string) []string {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	terms := map[string]bool{}
	for _, t := range Tokens(stops[base], false) {
		terms[t.Term] = true
	}
	return slices.Sorted(maps.Keys(terms))
}
