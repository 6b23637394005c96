"""Common first names, so that "not kevin" is read as somebody else's name and not as an answer."""

from __future__ import annotations

from adherence.domain.reply.folding import worded

NAMES: frozenset[str] = frozenset(
    worded(
        """
        aaron adam adrian alan albert alberto alejandra alejandro alex alexa alfredo alice alicia alma amanda
        amber amy ana anders andrea andres andrew andy angel angela angie anna anne anthony antonio april
        armando arturo ashley barbara beatriz becky ben benjamin beth betty bill billy blanca bob bobby brad
        brandon brenda brian brittany bruce bryan caleb camila carl carla carlos carmen carol carolina caroline
        carrie catherine cathy cecilia cesar chad charles charlie charlotte chelsea chris christian christina
        christine christopher cindy claire clara claudia cody connie corey craig cristina crystal curtis cynthia
        daisy dale damon dan dana daniel daniela danielle danny darnell darren dave david deb debbie deborah
        debra denise dennis derek deshawn desiree diana diane diego don donald donna doris dorothy doug douglas
        dylan earl ed eddie edgar eduardo edward edwin elaine elena eli elias elizabeth ellen emilio emily emma
        enrique eric erica erik erika erin ernesto ernie esteban esther ethan eva evan evelyn fabian felipe
        fernando francisco frank fred gabby gabriel gabriela gary george gerald gerardo gina glenn gloria
        gonzalo graciela greg gregory guadalupe guillermo gus gustavo hannah harold harry heather hector heidi
        helen henry holly hugo ian ignacio irene isaac isabel israel ivan jack jackie jacob jaime jake jamal
        james jamie jan jane janet janice jared jason javier jay jean jeff jeffrey jen jenna jennifer jenny
        jeremy jerome jerry jesse jessica jessie jesus jill jim jimmy joan joanna joaquin joe joel joey john
        johnny jon jonathan jordan jorge jose josefina joseph josh joshua juan juana juanita judith judy julia
        julian juliana julie julio justin karen karina karl karla kate katherine kathleen kathryn kathy katie
        kayla keisha keith kelly ken kenneth kenny kevin kim kimberly kristen kristin kyle lance larry latoya
        laura lauren laurie lawrence leo leon leonard leonardo leslie leticia lewis lily linda lisa liz lola
        lorena lorenzo lori louis louise lucas lucia lucy luis luisa luke lupe lydia lynn manny manuel marcela
        marco marcos marcus margaret margarita maria mariana marie mario marisol martha martin martina marvin
        mary mateo matt matthew maureen mauricio max megan melanie melissa mercedes michael michele michelle
        miguel mike mildred miranda mitch molly monica monique moses nancy natalia natalie nate nathan neil
        nelson nicholas nick nicolas nicole nina noah nora norma norman octavio olga oliver olivia omar oscar
        pablo paco pam pamela patricia patrick patty paul paula pedro peggy pete peter phil philip phillip
        phyllis priscilla rachel rafael ralph ramon ramona randy raquel raul ray raymond rebeca rebecca renata
        renee ricardo richard rick ricky rita rob robert roberto robin rocio rodney rodolfo rodrigo roger ron
        ronald rosa rosario rose ross roy ruben russell ruth ryan sabrina salvador sam samantha samuel sandra
        sandy santiago sara sarah sasha scott sean sebastian sergio seth shane shannon sharon shawn sheila
        shelly sherry shirley silvia simon sofia sonia sophia stacey stacy stan stella stephanie stephen steve
        steven stuart sue susan susana suzanne sylvia tamara tammy tanya tara taylor ted teresa terry theresa
        thomas tiffany tim timothy tina tito tobias todd tom tomas tommy toni tony tracy travis tyler tyrone
        valentina valeria valerie vanessa vera veronica vicky victor victoria vincent virginia walter wanda
        wayne wendy whitney will william willie xavier ximena yesenia yolanda zach zachary
        """
    )
)
