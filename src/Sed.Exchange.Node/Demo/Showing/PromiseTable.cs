using System.Globalization;
using Sed.Exchange.Node.Demo.Audit;

namespace Sed.Exchange.Node.Demo.Showing;

/// <summary>Shows what the audit found, a line per promise, each violation below its promise.</summary>
internal static class PromiseTable
{
    private const int MostShown = 8;

    /// <summary>Writes the table.</summary>
    public static void Write(Narrator tell, IReadOnlyList<PromiseResult> promises)
    {
        foreach (var promise in promises)
        {
            var checks = promise.Checks.ToString(CultureInfo.InvariantCulture);
            var count = tell.Pick($"проверок {checks,4}", $"{checks,4} checks");
            var text = $"{promise.Number}. {TitleOf(tell, promise.Number),-62} {count}";
            if (promise.Violations.Count == 0) tell.Good(text, text);
            else tell.Bad($"{text}, нарушений {promise.Violations.Count}", $"{text}, {promise.Violations.Count} violations");
            foreach (var violation in promise.Violations.Take(MostShown)) tell.Fact($"     {violation}", $"     {violation}");
            if (promise.Violations.Count > MostShown) tell.Fact("     …", "     …");
        }
    }

    private static string TitleOf(Narrator tell, int number) => number switch
    {
        1 => tell.Pick("подтверждённое сохранено и не теряется", "what is acknowledged is durable and never lost"),
        2 => tell.Pick("каждая доставка кончается ровно одним итогом", "every delivery ends in exactly one outcome"),
        3 => tell.Pick("установка видит сообщение новым один раз", "an installation sees a message as new once"),
        4 => tell.Pick("тот же контейнер — та же квитанция, подлинная везде", "same container, same receipt, genuine everywhere"),
        5 => tell.Pick("нет Delivered без проверенного контейнера у получателя", "no Delivered without a verified container there"),
        6 => tell.Pick("чужая беда не задерживает остальных", "a dead peer delays only its own mail"),
        7 => tell.Pick("гибель узла в любой миг ничего не меняет", "a node may die at any instruction"),
        _ => string.Empty,
    };
}
