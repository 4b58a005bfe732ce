package search

import "strings"

// inEnglish are words that people who lead say for the same thing, a line each. Words that mean much else as well, such as
// "leave" and "raise", are not among them; a phrase stands joined where its words alone would say little.
const inEnglish = `
oneonone, 11, 121
vacation, holiday, pto, timeoff, annual leave
payrise, payraise, salary review, pay review
salary, compensation
hiring, recruitment
dismissal, termination
sickness, illness
maternity, paternity, parental leave
bereavement, compassionate leave
abroad, overseas, another country
remote, wfh, workfromhome
scribe, notetaker
postmortem, retrospective
appraisal, performance review
expense, reimbursement
bullying, harassment
grievance, complaint
moonlighting, side project, second job
onboarding, induction
offboarding, leaver
severance, redundancy, layoff
probation, trial period
pension, retirement
perk, benefit
outage, downtime
customer, client
deputy, standin
offsite, retreat
nda, confidentiality agreement
gdpr, data protection
kpi, key performance indicator
ceo, chief executive
`

// known returns the synonyms of a language, with those of the handbook.
func known(o Options) map[string][]string {
	all := map[string][]string{}
	if base, _, _ := strings.Cut(strings.ToLower(o.Language), "-"); base == "en" {
		for line := range strings.Lines(inEnglish) {
			words := strings.Split(strings.TrimSpace(line), ", ")
			for i, w := range words {
				all[w] = append(all[w], words[i+1:]...)
			}
		}
	}
	for word, others := range o.Synonyms {
		all[word] = append(all[word], others...)
	}
	return all
}
