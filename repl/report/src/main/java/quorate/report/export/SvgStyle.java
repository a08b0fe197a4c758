package quorate.report.export;

/** How pictures look, on a light page and on a dark one. */
final class SvgStyle {

  static final String TEXT =
      """
      <style>
        svg { --page: #fff; --ink: #1f2933; --faint: #5f6b7a; --rule: #d9dee5; --bad: #b3401a;
          --follower: #5b7fa6; --candidate: #b86e00; --leader: #00795a; }
        @media (prefers-color-scheme: dark) {
          svg { --page: #14181d; --ink: #e6ebf0; --faint: #9aa7b5; --rule: #323b45; --bad: #ff9066;
            --follower: #7fa8d6; --candidate: #f0b04a; --leader: #3fc79a; }
        }
        .page { fill: var(--page); }
        text { font: 11px system-ui, sans-serif; fill: var(--ink); paint-order: stroke;
          stroke: var(--page); stroke-width: 3px; stroke-linejoin: round; }
        .name { font-size: 15px; font-weight: 600; }
        .node { font-weight: 600; }
        .time, .note, .cut { fill: var(--faint); }
        .label { font-size: 10px; fill: var(--faint); }
        .tick { stroke: var(--rule); }
        .lane { stroke-width: 5; stroke: var(--follower); }
        .lane.candidate { stroke: var(--candidate); stroke-dasharray: 9 2; }
        .lane.leader { stroke: var(--leader); stroke-width: 9; }
        .lane.down { stroke: var(--bad); stroke-width: 1.5; stroke-dasharray: 2 5; }
        .lane.paused { stroke: var(--faint); stroke-width: 3; stroke-dasharray: 5 5; }
        circle { fill: var(--page); stroke: var(--follower); stroke-width: 2; }
        circle.candidate { stroke: var(--candidate); }
        circle.leader { stroke: var(--leader); fill: var(--leader); }
        circle.down, circle.paused { stroke: var(--bad); }
        text.leader { font-weight: 600; fill: var(--leader); }
        text.candidate { fill: var(--candidate); }
        text.down, text.paused { fill: var(--bad); }
        .message { stroke: var(--ink); stroke-opacity: .75; }
        .message.lost { stroke: var(--bad); stroke-dasharray: 4 3; }
        .message.early { stroke-dasharray: 1 3; }
        .head { fill: var(--ink); }
        .cross { stroke: var(--bad); stroke-width: 2; }
        line.fault { stroke: var(--bad); stroke-dasharray: 6 3; }
        line.broken { stroke: var(--bad); stroke-width: 3; }
        text.fault, text.broken { fill: var(--bad); font-weight: 600; }
      </style>
      """;

  private SvgStyle() {}
}
