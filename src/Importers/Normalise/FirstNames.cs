using System.Collections.Frozen;
using Maillage.Schema.Texte;

namespace Maillage.Importers.Normalise;

/// <summary>
/// First names common in France. Together with a capitalised word after and a verb that asks for a person before, they tell a name from
/// « par Loire Forez » or « contacter Pôle emploi ».
/// </summary>
internal static class FirstNames
{
    private static readonly FrozenSet<string> Known = """
        abdel adele adeline adrianne adrien agathe agnes ahmed aissatou alain albert alex alexandra alexandre alexia alexis alfred alice alicia aline
        alison alix aloïs amandine ambre amelie amina anais andre andrea angelique anissa anita anna anne annette annick annie anthony antoine antonin
        arlette armand armelle arnaud arthur astrid audrey augustin aurelia aurelie aurelien aurore axel axelle aymeric baptiste barbara bastien beatrice
        benedicte benjamin benoit berangere bernadette bernard bertrand blandine boris brice brigitte bruno camille candice carine carla carole caroline
        catherine cecile cedric celia celine chantal charlene charles charlotte chloe christel christelle christian christiane christine christophe
        cindy claire clara clarisse claude claudia claudine clemence clement clementine clotilde colette constance coralie corinne cynthia cyril cyrille
        damien daniel daniele danielle david deborah delphine denis denise diana diane didier dimitri djamila dominique dorothee dylan edith edmond
        edouard edwige eleonore eliane elisa elisabeth elise elodie eloise elsa emeline emeric emilie emilien emma emmanuel emmanuelle enzo eric erika
        erwan estelle esther etienne eugenie eva evelyne fabien fabienne fabrice fanny fantine farid fatiha fatima fatou faustine felix fernand fiona
        flavie flavien flora florence florent florian florine francine francis francois francoise franck frank fred frederic frederique gabriel gabrielle
        gael gaelle gaetan genevieve geoffrey georges georgette gerald geraldine gerard germaine ghislain ghislaine gilbert gilles gisele gladys
        gregory guillaume gustave guy gwenaelle gwenael gwendoline habib hakim hamza hassan helene henri herve hubert hugo hugues ibrahim ines ingrid
        irene isabelle jacky jacqueline jacques james jamila janine jason jean jeanne jeannine jennifer jeremie jeremy jerome jessica joan joanna jocelyn
        jocelyne joel joelle johan johanna johnny jonathan jordan joseph josephine josette josiane josselin judith jules julia julie julien juliette
        justin justine karim karima karine katia kevin khadija laetitia laila lara laura laure laureen laurence laurent laurie lea leila lena leo leon
        leopold leslie lila lilian liliane lina linda line lionel lisa lise loic lola louis louise luc lucas lucette lucie lucien lucienne lucile ludivine
        ludovic lydia lydie lyse madeleine mael maelle maeva magali magalie mahmoud maite malik malika manon manuel manuela marc marcel marcelle margaux
        margot marguerite maria mariam marianne marie marine marion marius marjorie marlene martin martine maryline maryse maryvonne mathieu mathilde
        mathis matthieu maud maurice maxence maxime megane mehdi melanie melissa melodie michael michel michele micheline mickael mireille mohamed mohammed
        monique morgan morgane mourad muriel mustapha mylene myriam nabil nadege nadia nadine naima nassima natacha nathalie nathan nelly nicolas nicole
        nina noe noel noelle noemie nora norbert oceane odette odile olga olivia olivier ophelie oriane pascal pascale patrice patricia patrick paul paula
        paulette pauline peggy perrine philippe pierre pierrette priscilla quentin rachel rachid rachida raphael raphaelle raymond raymonde rebecca regine
        regis remi remy renaud rene renee richard robert robin roger roland romain romane romeo romuald rosalie rose roselyne roxane sabine sabrina said
        salima sam samantha samia samir samira samuel sandra sandrine sandy sara sarah sebastien selma serge severine sibylle simon simone sofia solange
        solene sonia sophie soraya stanislas stella stephane stephanie suzanne sylvain sylvaine sylvette sylviane sylvie tania tanguy tatiana teddy
        theo theodore theophile therese thibault thibaut thierry thomas timothee tiphaine titouan tom tony tristan ugo valentin valentine valerie vanessa
        vera veronique victor victoire victoria vincent violaine violette virginie vivien viviane wendy wilfried william xavier yacine yael yann yannick
        yasmina yasmine yoann yohan yolande youssef yvan yves yvette yvon yvonne zoe zohra
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(Repli.Plier).ToFrozenSet();

    /// <summary>True when the word, or the first part of a compound (Marie-Pierre), is one.</summary>
    public static bool Contain(string word)
    {
        var folded = Repli.Plier(word);
        return Known.Contains(folded.IndexOf(' ') is var space and > 0 ? folded[..space] : folded);
    }
}
