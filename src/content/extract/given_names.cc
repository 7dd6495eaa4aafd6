#include "content/extract/given_names.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "base/text.h"

namespace newsstand::extract {
namespace {

// In the form Slugify gives them.
constexpr std::string_view kNames =
    "aaron abby abdul abdullah abigail abraham adam adela adele adolf adrian adriana adrien agatha agnes agnieszka "
    "agustin ahmad ahmed aida "
    "aidan aileen aino aisha akira alain alan alba albert alberto aldo alejandra alejandro alena ales alessandra "
    "alessandro alex alexander "
    "alexandra alexandre alexandru alexei alexia alexis alfonso alfred alfredo ali alice alicia alina alison alistair "
    "allan allen allison "
    "alma almut alvaro alyssa amalia amanda amaya amber amelia amelie amina amir amit amy ana anais anand anastasia "
    "anders andre andrea "
    "andreas andrei andrej andres andrew andrey andrzej andy anette angel angela angelica angelika angelo angus anika "
    "anil anita anja anjali "
    "ann anna annabel annalisa anne anneke annelie anneliese annemarie annette annie annika anthony antje antoine "
    "anton antonella antonia "
    "antonio antony anu anya april arash ariana ariel arjun arlene armin arnaud arne arnold arthur arturo ashley ashok "
    "astrid athena audrey august "
    "augustin aurelie aurora austin ava axel aylin ayse barbara barry bart bastian bea beat beata beate beatrice "
    "beatriz becky belinda ben "
    "benedict benedikt benita benjamin benoit bente bernadette bernard bernd bernhard bertrand bert beth bethany betty "
    "bettina beverly bianca bill billy "
    "birgit bjarne bjorn blake blanca bob bobby bodo boris brad bradley brandon brenda brendan brent bret brian "
    "bridget brigitte britta brittany bruce bruno "
    "bryan bryce burkhard caitlin caleb calvin cameron camila camilla camille candice carina carl carla carlo carlos "
    "carlotta carmen carol carola carole "
    "carolin carolina caroline carolyn carrie carsten casey cassandra cassidy catalina caterina catharina catherine "
    "cathy cecile cecilia cedric celeste celia celine "
    "chad chandra chantal charles charlie charlotte chelsea chen cheryl chiara chloe chris christa christel christian "
    "christiane christina christine christof christoffer "
    "christoph christophe christopher christy cindy claire clara clare clarissa claude claudia claudio claus clay "
    "clemens clement cliff clive clinton cody colette colin colleen "
    "connie connor conrad constantin constanze cora cordula corey corinna corinne cornelia cornelius courtney craig "
    "cristian cristina crystal curtis cynthia cyril "
    "daisy dale damian damien dan dana daniel daniela daniele danielle danny dante daria dario darren daryl dave david "
    "davide dawn dean deborah debra declan deepak deepika "
    "delphine denis denise dennis derek desiree detlef dev diana diane didier diego dieter dietmar dietrich dimitri "
    "dina dinesh dirk dmitri dmitry dolores dominic dominik dominique don "
    "donald donna dora doreen doris dorothea dorothy doug douglas duncan dustin dylan eberhard eckhard ed eddie edgar "
    "edith edmund eduard eduardo edward edwin eileen eirik ekaterina elaine elena eleni eleanor eleonora "
    "elias elif elijah elisa elisabeth elise elizabeth ella elle ellen elliot elliott elmar elsa elvira emanuel "
    "emanuele emil emilia emilie emilio emily emma emmanuel emmanuelle emre enrico enrique eric erica erich erik "
    "erika erin ernest ernesto ernst erwin esmeralda esra esteban esther ethan etienne eugen eugene eugenia eugenio "
    "eva evan eve evelyn ewa fabian fabien fabio fabrice fabrizio faith fatima federica federico felicia felicitas "
    "felix ferdinand fernanda fernando filip filippo fiona florence florian florina francesca francesco francine "
    "francis francisca francisco franck franco francois francoise frank frankie franz franziska fred freddie frederic "
    "frederick frederik frida friederike friedrich fritz gabriel gabriela gabriele gabriella gabrielle gareth garrett "
    "gary gavin gemma gene genevieve geoff geoffrey georg george georges georgia georgina gerald geraldine gerard "
    "gerd gerhard gero gert gerry giacomo gian gianluca gianni gideon gilbert gilles gillian gina giorgia giorgio "
    "giovanna giovanni gisela giulia giuliano giuseppe gladys glen glenn gloria gordon grace graham grant greg gregor "
    "gregory greta "
    "gudrun guido guillaume guillermo gunnar gunter gunther gustav gustavo guy gwen hadi haley hamid hamza hanna "
    "hannah hannes hanno hans harald hari harold harriet harry hartmut hasan hassan hazel heather hector heide heidi "
    "heike heiko heiner "
    "heinrich heinz helen helena helene helga helge helmut hendrik henning henri henrik henrique henry herbert "
    "heribert herman hermann hilary hilde hiroshi holger holly hope howard hubert hugh hugo huda humberto ian ibrahim "
    "ida ignacio igor ilaria "
    "ilona ilse iman ina ines inga inge ingo ingrid inka irene irina iris irma isaac isabel isabell isabella isabelle "
    "isadora ismail ivan ivana ivo iwona jack jackie jacob jacopo jacqueline jacques jaime jake jakob jakub james "
    "jamie jan jana jane janet janice "
    "janina janine janna janne jannik jared jarrod jasmin jasmine jason javier jay jean jeanette jeanine jeanne jeff "
    "jeffrey jelena jen jenna jennifer jenny jens jeremiah jeremy jerome jerry jesper jess jesse jessica jesus jill "
    "jillian jim jimmy jin "
    "jo joachim joan joana joann joanna joanne joao joaquin jochen jodi jody joe joel joerg johan johann johanna "
    "johannes john johnny jon jonas jonathan jonny joost jordan jordi jorg jorge jose josef josefina joseph josephine "
    "josh joshua josie joy joyce "
    "juan juana juanita judith judy jules julia julian juliana juliane julie julien juliet juliette julio julius jun "
    "jurgen juergen justin justine justus jutta kai kamil kaori kara karen karim karin karina karl karla karoline "
    "karsten kaspar kate katerina "
    "katharina katherine kathleen kathrin kathryn kathy katie katja katrin katy kay kayla keith kellie kelly kelsey "
    "ken kenji kenneth kenny kerry kerstin kevin khaled kiera kieran kim kimberly kirsten kirsty kit klara klaus knut "
    "konrad konstantin koen kristen "
    "kristian kristin kristina kristine kristof krzysztof kumar kurt kyle lance lara lars laura lauren laurence "
    "laurent laurie lawrence lea leah leanne lee leif leila lena leo leon leonard leonardo leonie leroy lesley leslie "
    "leticia levi lewis lia liam liane "
    "lidia lilian liliana lilly lily lin lina linda lindsay lindsey ling linn linus lisa lise liz liza lizzie lloyd "
    "logan lois lola lora loredana lorena lorenzo loretta lori lorna lorraine lothar lou louis louisa louise luc luca "
    "lucas lucia lucian luciana luciano lucie "
    "lucy ludovic ludwig luigi luis luisa lukas luke lutz lydia lynda lynn lynne mackenzie maddie madeleine madison "
    "mads magda magdalena maggie magnus mahmoud maja malcolm malik malte mandy manfred manoj manon manuel manuela mara "
    "marc marcel marcela "
    "marcello marcelo marcia marcin marco marcos marcus mareike maren margaret margarita margherita margit margot "
    "maria mariah mariam mariana marianna marianne maribel marie mariella marietta marija marika marina mario marion "
    "marisa marissa marit "
    "marius marjorie mark markus marlene marlies marlon marta martha martin martina marty marvin mary maryam mateo "
    "mateusz matt matteo matthew matthias matthieu matti mattia maureen maurice mauricio maurizio max maxim maxime "
    "maximilian maxine maya meg megan mehdi "
    "mehmet meike mei melanie melinda melissa mercedes meredith mia michael michaela michal michel michela michele "
    "michelle miguel mihai mika mike mikael mikhail mila milan milena miles millie min mina minna mira miranda "
    "mireille miriam mirjam mirko mitch mitchell mohamed "
    "mohammad mohammed mohan moira moises molly mona monica monika monique morgan moritz moses muhammad murat mustafa "
    "nadia nadine nadja nancy naomi natalia natalie nataly natasha nathalie nathan nathaniel neal ned neha neil nele "
    "nelson nena nenad nicholas nick nico nicola "
    "nicolas nicole nicoletta nigel nikita niklas niko nikola nikolai nikolaus nikos nils nina nino noah noam noel "
    "noemi nora norbert norma norman nuno octavio odile ola olaf ole oleg olga olivia olivier oliver olle omar orlando "
    "oscar oskar osman otto owen pablo pam pamela paola paolo pascal pascale "
    "pat patricia patricio patrick patrik patrizia patty paul paula paulina pauline paulo pavel pawel pedro peggy "
    "penelope penny pernille perry peter petra petros phil philip philipp philippa philippe phillip phoebe pia piero "
    "pierre pieter pietro pilar piotr polly priscilla priya quentin "
    "quinn rachael rachel radek rafael raffaele raffaella rahul raimund rainer raj rajesh ralf ralph ramon ramona "
    "randall randy raoul raphael raquel raul ravi ray raymond rebecca regina reginald regine reinhard reinhold rena "
    "renata renate rene renee reto reuben rex rhys riccardo richard rick ricarda "
    "ricardo rickard rita rob robert roberta roberto robin rocio rod roderick rodney rodrigo roger rohan rohit roland "
    "rolf roman romain romina ron ronald ronja ronny rory rosa rosalie rosalind rosanna rose rosemarie rosemary rosie "
    "ross roswitha rowan roxana roy ruben rudi rudolf rudiger ruediger rui rupert "
    "russell ruth ryan sabina sabine sabrina sadie said sally salman salvatore sam samantha samir sammy samuel sandeep "
    "sandra sandrine sandro sandy sanjay sanna santiago sara sarah sascha sasha saskia saul scott sean sebastian "
    "sebastien selena selina serena serge sergei sergej sergio seth severin shane "
    "shannon shari sharon shaun shawn sheila shelby shelley sheri sherry shira shirley sibylle sidney sidonie "
    "siegfried sigrid silja silke silvia silvio simon simona simone sina siobhan sofia sofie solveig sonia sonja sonya "
    "sophia sophie soren spencer stacey stacy stan stanislav stanley stefan stefania stefanie stefano steffen steffi "
    "stella sten stephan stephane stephanie stephen steve steven stewart stuart sue suki sunil susan susana susann "
    "susanna susanne susie suzanne suzy svein sven svenja svetlana sybille sydney sylvain sylvia sylvie tabea tamara "
    "tamas tammy tania tanja tanya tara tariq tatiana tatjana taylor ted teresa terence terri terry tess tessa "
    "thea theo theodor theodore theresa therese thiago thibault thierry thilo thomas thorsten tiffany till tilman tim "
    "timo timothy tina tino tobias toby todd tom tomas tomasz tommaso tommy toni tony tony torben torsten tracey tracy "
    "travis trevor tricia trish trisha tristan troy tyler udo ugo ulf uli ulla ulrich ulrike umberto ursula uschi uta "
    "ute "
    "uwe val valentin valentina valentine valeria valerie vanessa vanja vasily vera verena vernon veronica veronika "
    "veronique vicente vicki vicky victor victoria vijay viktor viktoria vincent vincenzo viola violet violeta "
    "virginia virginie vito vittoria vittorio vivian vivien viviana vladimir volker volkmar waldemar walter wanda "
    "warren wayne wei "
    "wendy werner wes wesley wilfried wilhelm will willem william willi willy wilma winfried wolf wolfgang xavier "
    "xenia xiao yael yann yannick yan yara yasmin yasmine yolanda yuki yuri yusuf yves yvette yvonne zachary zach zara "
    "zhang zoe zoltan zuzana";

const std::unordered_set<std::string_view>& Names() {
  static const std::unordered_set<std::string_view> kSet = [] {
    std::unordered_set<std::string_view> set;
    for (const std::string_view name : Split(kNames, ' ')) {
      if (!name.empty()) set.insert(name);
    }
    return set;
  }();
  return kSet;
}

}  // namespace

bool IsGivenName(std::string_view word) {
  if (word.size() < 2 || word.size() > 30) return false;
  const bool ascii = std::all_of(word.begin(), word.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return Names().contains(ascii ? AsciiLower(word) : Slugify(word));
}

}  // namespace newsstand::extract
